import { readFileSync, renameSync, writeFileSync } from 'node:fs';

/** The parsed file, or null when it is absent, unreadable or half written. */
export function readJson(path) {
  try {
    return JSON.parse(readFileSync(path, 'utf8'));
  } catch {
    return null;
  }
}

/** Replaces the file in one step: a reader sees the old text or the new one, never a part. */
export function writeJson(path, value) {
  const draft = `${path}.${process.pid}.tmp`;
  writeFileSync(draft, `${JSON.stringify(value, null, 2)}\n`);
  renameSync(draft, path);
}
