import assert from 'node:assert/strict';
import { existsSync, mkdirSync, readdirSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterEach, beforeEach, describe, it } from 'node:test';
import type { TestFolder } from './testing/folders.ts';
import { awkwardFolder, openToAll } from './testing/folders.ts';
import { makeDataFolder, unprivilegedAccount } from './unprivileged-account.mjs';

const isRoot = process.getuid?.() === 0;
const notRoot = !isRoot && 'only root can become somebody else';
const ordinary = isRoot && 'root is no ordinary user';

describe('the user that PostgreSQL runs as', () => {
  it('is the one who calls, unless that is root', { skip: ordinary }, () => {
    assert.equal(unprivilegedAccount(), null);
  });

  it('is the first that exists when root calls, and never root itself', { skip: notRoot }, () => {
    const { name, uid } = unprivilegedAccount(['no-such-chef', 'root', 'nobody']) ?? {};
    assert.equal(name, 'nobody');
    assert.ok(uid > 0);
  });

  it('is asked for in plain words where there is none', { skip: notRoot }, () => {
    assert.throws(
      () => unprivilegedAccount(['no-such-chef', 'root']),
      /must not run as root[\s\S]*no-such-chef, root[\s\S]*ordinary user, or set DATABASE_URL/,
    );
  });
});

describe('the folder for its data', () => {
  let folder: TestFolder;
  let wanted: string;
  beforeEach(() => {
    folder = awkwardFolder();
    wanted = join(folder.path, 'data');
    mkdirSync(join(wanted, 'base'), { recursive: true });
    writeFileSync(join(wanted, 'PG_VERSION'), 'of an earlier cluster');
  });
  afterEach(() => folder.remove());

  it('is the wanted one, emptied, closed to others, where nobody has to be let in', () => {
    assert.equal(makeDataFolder(wanted, null), wanted);
    assert.deepEqual(readdirSync(wanted), []);
    assert.equal(statSync(wanted).mode & 0o777, 0o700);
  });

  it('is the wanted one where its user can reach it', { skip: notRoot }, () => {
    openToAll(folder.path);
    const account = unprivilegedAccount(['nobody']);
    assert.equal(makeDataFolder(wanted, account), wanted);
    assert.equal(statSync(wanted).uid, account.uid);
  });

  it('is a private one elsewhere where its user can not', { skip: notRoot }, () => {
    const account = unprivilegedAccount(['nobody']);
    const made = makeDataFolder(wanted, account);
    assert.equal(dirname(made), tmpdir());
    assert.equal(existsSync(wanted), false);
    const { uid, mode } = statSync(made);
    assert.deepEqual([uid, mode & 0o777], [account.uid, 0o700]);
    rmSync(made, { recursive: true });
  });
});
