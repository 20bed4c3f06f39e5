import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import {
  copyFileSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { after, beforeEach, describe, it } from 'node:test';
import { fileURLToPath } from 'node:url';

const HERE = dirname(fileURLToPath(import.meta.url));
const PACKAGES = join(HERE, '../../node_modules');
const root = join(mkdtempSync(join(tmpdir(), 'ftgo build ')), 'checkout');

const put = (path: string, text: string): void => {
  mkdirSync(dirname(join(root, path)), { recursive: true });
  writeFileSync(join(root, path), text);
};
const built = (file: string): string => join(root, 'dist/apps/kitchen', file);

/** Builds the app whose main.ts holds this text. */
function build(main: string, project = 'apps/kitchen'): { code: number | null; said: string } {
  put('apps/kitchen/src/main.ts', main);
  const program = join(root, 'tools/build/build-app.mjs');
  const args = project ? [program, project] : [program];
  const { status, stdout, stderr } = spawnSync(process.execPath, args, { encoding: 'utf8' });
  return { code: status, said: stdout + stderr };
}

const manifest = (): Record<string, unknown> =>
  JSON.parse(readFileSync(built('package.json'), 'utf8')) as Record<string, unknown>;
const run = (): string =>
  spawnSync(process.execPath, [built('main.js')], { encoding: 'utf8' }).stdout.trim();

describe('building a program', () => {
  beforeEach(() => {
    rmSync(root, { recursive: true, force: true });
    put(
      'package.json',
      JSON.stringify({
        type: 'module',
        dependencies: { zod: '4.6.7', pg: '8.23.0', '@nestjs/core': '11.2.10' },
        devDependencies: { 'fast-check': '4.10.2' },
      }),
    );
    put(
      'libs/dishes/src/index.ts',
      `
      import { z } from 'zod';
      export const dish: string = z.string().parse('Chicken Vindaloo');`,
    );
    put(
      'libs/dishes/package.json',
      JSON.stringify({
        name: '@ftgo/dishes',
        type: 'module',
        exports: { '.': { '@ftgo/source': './src/index.ts', default: './dist/gone.js' } },
      }),
    );
    mkdirSync(join(root, 'node_modules/@ftgo'), { recursive: true });
    mkdirSync(join(root, 'tools/build'), { recursive: true });
    symlinkSync('../../libs/dishes', join(root, 'node_modules/@ftgo/dishes'));
    for (const name of ['esbuild', 'zod', 'pg', '@esbuild'])
      symlinkSync(join(PACKAGES, name), join(root, 'node_modules', name));
    copyFileSync(join(HERE, 'build-app.mjs'), join(root, 'tools/build/build-app.mjs'));
  });
  after(() => rmSync(dirname(root), { recursive: true, force: true }));

  it("makes one file of the workspace's own code that runs, with its sources' lines", () => {
    const { code, said } = build(`
      import { dish } from '@ftgo/dishes';
      console.log(dish);`);
    assert.equal(code, 0, said);
    assert.equal(run(), 'Chicken Vindaloo');
    const { sources } = JSON.parse(readFileSync(built('main.js.map'), 'utf8')) as {
      sources: string[];
    };
    assert.ok(
      sources.some((path) => path.endsWith('libs/dishes/src/index.ts')),
      String(sources),
    );
  });

  it('names what it imports of npm, and nothing else, at the versions of the root', () => {
    build(`
      import { readFileSync } from 'node:fs';
      import { dish } from '@ftgo/dishes';
      console.log(dish, readFileSync);`);
    assert.deepEqual(manifest(), {
      name: '@ftgo/kitchen',
      private: true,
      type: 'module',
      dependencies: { zod: '4.6.7' },
    });
  });

  it('knows a package by its name, however deep the import goes, and names it once', () => {
    const { code, said } = build(`
      import { Module } from '@nestjs/core/injector/module.js';
      import { Client } from 'pg/lib/client.js';
      import pg from 'pg';
      const later = () => import('zod/v4');
      console.log(Module, Client, pg, later);`);
    assert.equal(code, 0, said);
    assert.deepEqual(manifest()['dependencies'], {
      '@nestjs/core': '11.2.10',
      pg: '8.23.0',
      zod: '4.6.7',
    });
  });

  it('needs no package for what is imported as a type only', () => {
    build(`import type { Arbitrary } from 'fast-check'; export type A = Arbitrary<string>;`);
    assert.deepEqual(manifest()['dependencies'], {});
  });

  it('keeps decorators, which Nest lives on', () => {
    build(`
      const seen: string[] = [];
      const Dish = (name: string) => (target: object) => void seen.push(name + typeof target);
      @Dish('vindaloo ')
      class Kitchen {}
      console.log(new Kitchen() instanceof Kitchen, seen.join());`);
    assert.equal(run(), 'true vindaloo function');
  });

  const refusals: [string, string, RegExp][] = [
    [
      'a package of development',
      `import fc from 'fast-check'; console.log(fc);`,
      /apps\/kitchen imports fast-check, which is no production dependency/,
    ],
    [
      'a package that the root does not name',
      `import x from 'left-pad'; console.log(x);`,
      /imports left-pad, which is no production dependency/,
    ],
    [
      'a package with the name of something that every object has',
      `import x from 'constructor'; console.log(x);`,
      /imports constructor, which is no production dependency/,
    ],
    ['a file that is not there', `import x from './gone.js'; console.log(x);`, /Could not resolve/],
    ['a library that is not there', `import x from '@ftgo/gone'; console.log(x);`, /Could not/],
    ['what is no TypeScript', 'const const = 1;', /Expected identifier/],
  ];
  for (const [what, text, reason] of refusals) {
    it(`refuses ${what}, and leaves nothing behind that could be run`, () => {
      put('dist/apps/kitchen/main.js', 'console.log("of before")');
      const { code, said } = build(text);
      assert.notEqual(code, 0);
      assert.match(said, reason);
      assert.equal(existsSync(built('main.js')), false);
    });
  }

  it('says how it is called when it is told no project', () => {
    const { code, said } = build('', '');
    assert.equal(code, 2);
    assert.match(said, /^usage: /);
  });
});
