import type { z } from 'zod';
import type { ReplicaChange } from './replica-change.js';

/** Why a message could not be understood; bounded, because it labels a metric. */
export type MisunderstandingCause =
  | 'too-large'
  | 'not-json'
  | 'unknown-type'
  | 'wrong-schema'
  | 'absurd-moment'
  | 'unknown-operation';

/** What was noticed in a message that was understood all the same; bounded as well. */
export type NoticeCause =
  | 'unknown-table'
  | 'unknown-column'
  | 'unknown-state'
  | 'unknown-event-type'
  | 'times-out-of-order'
  | 'restaurant-deleted';

export interface Notice {
  readonly cause: NoticeCause;
  /** Names of tables, columns, types or states; never a value that could be somebody's. */
  readonly detail: string;
}

/** The outcome of a translation: changes in our words, or the cause for the quarantine (I2). */
export type Translation =
  | {
      readonly understood: true;
      /** Nothing at all where the message is none of ours, such as a tombstone. */
      readonly changes: readonly ReplicaChange[];
      readonly notices: readonly Notice[];
    }
  | {
      readonly understood: false;
      readonly cause: MisunderstandingCause;
      /** Which fields and what was expected of them; never a value of the message. */
      readonly detail: string;
    };

export const understood = (
  changes: readonly ReplicaChange[],
  notices: readonly Notice[] = [],
): Translation => ({ understood: true, changes, notices });

export const misunderstood = (cause: MisunderstandingCause, detail: string): Translation => ({
  understood: false,
  cause,
  detail,
});

/** A message that says nothing to the replica, but for what was noticed. */
export const nothing = (...notices: readonly Notice[]): Translation => understood([], notices);

/** Paths and rules only: a value could be somebody's name. */
export function issuesOf(error: z.ZodError): string {
  return error.issues
    .slice(0, 10)
    .map(({ path, code }) => `${path.join('.') || '(body)'}: ${code}`)
    .join('; ');
}

/** What a name looks like: of a table, a column, a class, a state. No address or phone number does. */
const NAME = /^[A-Za-z_][\w.$-]*$/;
const LONGEST_NAME = 100;

export const isName = (text: string): boolean => NAME.test(text);

/** A name out of a message, fit for a log line and a metric's detail; what is none is not told. */
export const nameOf = (value: unknown): string =>
  typeof value === 'string' && isName(value) ? value.slice(0, LONGEST_NAME) : '(no name)';
