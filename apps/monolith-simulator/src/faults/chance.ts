import { createHash } from 'node:crypto';

/**
 * A number in [0, 1) that depends on nothing but the seed and the words: the same fault falls on
 * the same message or call in every run, whatever happens at the same time.
 */
export function chance(seed: number, ...words: readonly (string | number)[]): number {
  const digest = createHash('sha256')
    .update(JSON.stringify([seed, ...words]))
    .digest();
  return digest.readUInt32BE(0) / 0x1_0000_0000;
}
