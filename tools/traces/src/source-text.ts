import { readFile } from 'node:fs/promises';
import { gunzipSync } from 'node:zlib';
import { RefusedInput } from './refused-input.js';

const GZIP_MARK = Buffer.from([0x1f, 0x8b]);

/** A file's text, unpacked where it is compressed by gzip. Throws RefusedInput when it can't be read. */
export async function readSourceText(path: string): Promise<string> {
  try {
    const bytes = await readFile(path);
    const packed = bytes.subarray(0, 2).equals(GZIP_MARK);
    return (packed ? gunzipSync(bytes) : bytes).toString('utf8');
  } catch (error) {
    throw new RefusedInput(`${path}: expected a readable file: ${String(error)}`, { cause: error });
  }
}
