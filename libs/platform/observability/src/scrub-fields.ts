import { describeError } from './describe-error.js';
import { scrub, scrubAddresses } from './scrub.js';

const DEEPEST = 5;
const ID = /(?:^id|Ids?|_ids?|lsn)$/;

/**
 * The fields of a log line without addresses and phone numbers, however deep (I8). What its
 * name calls an id keeps its digits: a message's id may be a long number.
 */
export function scrubFields(fields: object): Record<string, unknown> {
  return scrubEntries(fields, 0);
}

function scrubEntries(fields: object, depth: number, isId = false): Record<string, unknown> {
  return Object.fromEntries(
    Object.entries(fields).map(([name, value]) => [
      scrub(name),
      scrubValue(value, depth, isId || ID.test(name)),
    ]),
  );
}

function scrubValue(value: unknown, depth: number, isId: boolean): unknown {
  if (typeof value === 'string') return isId ? scrubAddresses(value) : scrub(value);
  if (typeof value !== 'object' || value === null || value instanceof Date) return value;
  if (value instanceof Error) return describeError(value);
  if (depth >= DEEPEST) return '[too deep]';
  if (Array.isArray(value)) return value.map((each) => scrubValue(each, depth + 1, isId));
  if ('toJSON' in value && typeof value.toJSON === 'function')
    return scrubValue(value.toJSON(), depth + 1, isId);
  return scrubEntries(value, depth + 1, isId);
}
