import { InvalidArgumentError } from 'commander';

/** Reads an option that counts something. @throws InvalidArgumentError */
export function atLeastOne(text: string): number {
  const value = Number(text);
  if (!Number.isSafeInteger(value) || value < 1) {
    throw new InvalidArgumentError('must be a whole number, 1 or more');
  }
  return value;
}
