import { chmodSync, mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';

/** An empty folder below the temporary one, and how to be rid of it. */
export interface TestFolder {
  readonly path: string;
  remove(): void;
}

/** Makes one whose path holds nothing unusual. */
export function plainFolder(): TestFolder {
  return folderNamed('.');
}

/** Makes one whose name must not matter: spaces, quotes, a dollar, other scripts, brackets. */
export function awkwardFolder(): TestFolder {
  return folderNamed(`the chef's "kitchen" $HOME (küche 日本) [1]`);
}

/** Makes one with a path that is longer than that of a socket may be. */
export function longFolder(): TestFolder {
  return folderNamed('long '.repeat(20).trim());
}

/** Lets every user of the machine into a folder below the temporary one. */
export function openToAll(folder: string): void {
  for (let path = folder; path !== tmpdir(); path = dirname(path)) chmodSync(path, 0o755);
}

function folderNamed(name: string): TestFolder {
  const parent = mkdtempSync(join(tmpdir(), 'ftgo bootstrap '));
  const path = join(parent, name);
  mkdirSync(path, { recursive: true });
  const top = name === '.' ? path : dirname(path);
  return { path, remove: () => rmSync(top, { recursive: true, force: true }) };
}
