import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import {
  cpSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { after, before, describe, it } from 'node:test';
import { fileURLToPath } from 'node:url';

const checkout = join(dirname(fileURLToPath(import.meta.url)), '../..');
const folder = 'libs/delayed-orders/notifications/src/content/templates';

function build(root: string, ...args: string[]): { code: number | null; said: string } {
  const program = join(root, 'tools/build/build-mails.mjs');
  const { status, stdout, stderr } = spawnSync(process.execPath, [program, ...args], {
    encoding: 'utf8',
  });
  return { code: status, said: stdout + stderr };
}

describe('compiling the mails', () => {
  const root = join(mkdtempSync(join(tmpdir(), 'ftgo mails ')), 'checkout');
  const template = join(root, folder, 'late.mjml');
  const compiled = join(root, folder, 'late.generated.ts');

  before(() => {
    mkdirSync(join(root, 'tools/build'), { recursive: true });
    symlinkSync(join(checkout, 'node_modules'), join(root, 'node_modules'));
    cpSync(join(checkout, folder), join(root, folder), { recursive: true });
    const program = 'tools/build/build-mails.mjs';
    cpSync(join(checkout, program), join(root, program));
  });
  after(() => rmSync(dirname(root), { recursive: true, force: true }));

  it('finds the committed pages to be made of the committed templates', () => {
    assert.deepEqual(build(checkout, '--check'), { code: 0, said: '5 templates; 0 out of date\n' });
  });

  it('names what is out of date, and what mends it, and writes nothing when it only checks', () => {
    const before = readFileSync(compiled, 'utf8');
    writeFileSync(template, readFileSync(template, 'utf8').replace('600px', '500px'));

    const { code, said } = build(root, '--check');

    assert.equal(code, 1);
    assert.match(said, /out of date: .*late\.generated\.ts\. Run: npm run mails/);
    assert.equal(readFileSync(compiled, 'utf8'), before);
  });

  it('writes what is out of date, and nothing the second time', () => {
    assert.match(build(root).said, /5 templates; 1 written/);
    assert.match(readFileSync(compiled, 'utf8'), /max-width: ?500px/);
    assert.match(build(root).said, /5 templates; 0 written/);
  });

  it('refuses a template that MJML does not understand, by file and line', () => {
    writeFileSync(template, readFileSync(template, 'utf8').replace('<mj-wrapper', '<mj-wrapping'));

    const { code, said } = build(root);

    assert.equal(code, 1);
    assert.match(said, /late\.mjml/);
  });

  it('loads nothing: no font, no image, no style sheet', () => {
    for (const name of ['at-risk', 'late', 'undeliverable', 'recovered', 'customer-service']) {
      const page = readFileSync(join(checkout, folder, `${name}.generated.ts`), 'utf8');
      assert.doesNotMatch(
        page,
        /<link|<img|@import|url\(|https?:\/\/(?!www\.w3\.org\/1999\/xhtml)/,
      );
    }
  });
});
