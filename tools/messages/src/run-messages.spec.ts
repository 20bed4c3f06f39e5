import {
  mkdirSync,
  mkdtempSync,
  readFileSync,
  rmSync,
  statSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { messageDocuments } from './message-documents.js';
import { runMessages } from './run-messages.js';
import { SAMPLES_FOLDER } from './samples.js';
import { ROOT } from './testing/checkout.js';

/** A checkout with the real samples and no documents. */
function aCheckout(): string {
  const root = mkdtempSync(join(tmpdir(), 'tool messages-'));
  mkdirSync(dirname(join(root, SAMPLES_FOLDER)), { recursive: true });
  symlinkSync(join(ROOT, SAMPLES_FOLDER), join(root, SAMPLES_FOLDER), 'dir');
  symlinkSync(join(ROOT, 'package.json'), join(root, 'package.json'));
  return root;
}

describe('messages', () => {
  let root: string;
  beforeEach(() => {
    root = aCheckout();
  });
  afterEach(() => rmSync(root, { recursive: true }));

  const messages = (...args: readonly string[]) => {
    let [out, err] = ['', ''];
    const code = runMessages(args, root, {
      print: (text) => (out += text),
      printError: (text) => (err += text),
    });
    return { code, out, err };
  };
  const page = (): string => join(root, 'docs/messages.md');

  it('writes both documents into docs, which it makes where it is missing', () => {
    expect(messages()).toEqual({
      code: 0,
      out: 'docs/messages.md was written.\ndocs/asyncapi.yaml was written.\n',
      err: '',
    });
    for (const { path, text } of messageDocuments(root)) {
      expect(readFileSync(join(root, path), 'utf8')).toBe(text);
    }
  });

  it('leaves alone what is current', () => {
    messages();
    const { mtimeMs } = statSync(page());
    expect(messages().out).toBe(
      'docs/messages.md was current already.\ndocs/asyncapi.yaml was current already.\n',
    );
    expect(statSync(page()).mtimeMs).toBe(mtimeMs);
  });

  it('puts right what somebody wrote by hand', () => {
    messages();
    writeFileSync(page(), 'We send whatever we like.\n');
    expect(messages().out).toContain(
      'docs/messages.md was written.\ndocs/asyncapi.yaml was current',
    );
    expect(messages('--check').code).toBe(0);
  });

  describe('--check', () => {
    it('finds documents current that were just written', () => {
      messages();
      expect(messages('--check')).toEqual({
        code: 0,
        out: 'docs/messages.md and docs/asyncapi.yaml are current.\n',
        err: '',
      });
    });

    it('names the stale document alone, and the command that mends it, and exits 1', () => {
      messages();
      writeFileSync(page(), `${readFileSync(page(), 'utf8')}\n`);
      expect(messages('--check')).toEqual({
        code: 1,
        out: '',
        err: 'docs/messages.md no longer says what the contracts say: run `npm run messages` and commit what it writes.\n',
      });
    });

    it('names each document that is missing, and writes nothing', () => {
      const { code, err } = messages('--check');
      expect(code).toBe(1);
      expect(err.split('\n')).toEqual([
        'docs/messages.md is missing: run `npm run messages` and commit what it writes.',
        'docs/asyncapi.yaml is missing: run `npm run messages` and commit what it writes.',
        '',
      ]);
      expect(() => statSync(join(root, 'docs'))).toThrow('ENOENT');
    });
  });

  it('explains itself with examples and exit codes', () => {
    const { code, out } = messages('--help');
    expect(code).toBe(0);
    expect(out).toContain('Usage: messages [options]');
    expect(out).toContain('npm run messages -- --check');
    expect(out).toContain('Exit codes: 0 done, or current; 1 stale; 2 bad arguments.');
  });

  it.each([['--fix'], ['docs/messages.md']])('refuses %s with exit code 2', (arg) => {
    const { code, out, err } = messages(arg);
    expect({ code, out }).toEqual({ code: 2, out: '' });
    expect(err).toContain('--help');
    expect(() => statSync(join(root, 'docs'))).toThrow('ENOENT');
  });

  it('does not hide that docs/messages.md cannot be read', () => {
    mkdirSync(page(), { recursive: true });
    expect(() => messages('--check')).toThrow('EISDIR');
  });
});
