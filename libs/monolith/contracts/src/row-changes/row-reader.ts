import { instantOfWallClock, isMoment, toInstant } from '../instant.js';
import type { ReadLocalTime } from '../instant.js';
import { decimalToCents } from './decimal.js';
import { timeOfDay } from './time-of-day.js';
import type { RowChange } from './row-change.js';

/** What Debezium writes in place of a long value that the change did not touch. */
export const UNAVAILABLE = '__debezium_unavailable_value';

/** Debezium's type of a local date-time as text: it ends in "Z" though it is the wall clock. */
const WALL_CLOCK = 'io.debezium.time.IsoTimestamp';

/** Thrown while a row is read; ends as the quarantine's `wrong-schema`. */
export class UnreadableColumnError extends Error {
  readonly code = 'MESSAGE.UNREADABLE_COLUMN';

  constructor(
    readonly table: string,
    readonly column: string,
    readonly expected: string,
  ) {
    super(`${table}.${column}: ${expected} is expected`);
    this.name = 'UnreadableColumnError';
  }
}

/**
 * Reads the columns of one row change as our types. `undefined` means that the change said
 * nothing of the column, `null` that the row has no value.
 * @throws UnreadableColumnError, AbsurdMomentError
 */
export class RowReader {
  constructor(
    private readonly change: RowChange,
    private readonly readLocalTime: ReadLocalTime,
  ) {}

  /** The column's value must be there: a renamed column is no silence. */
  required<Value>(column: string, value: Value | null | undefined): Value {
    if (value == null) throw this.unreadable(column, 'a value');
    return value;
  }

  /** The column must exist, though it may be null or untouched. */
  existing<Value>(column: string, value: Value): Value {
    if (!(column in this.change.row)) throw this.unreadable(column, 'the column');
    return value;
  }

  /** A number that the monolith gave out: they begin with 1. */
  id(column: string): number | null | undefined {
    const id = this.whole(column);
    if (id === 0) throw this.unreadable(column, 'a positive whole number');
    return id;
  }

  /** A whole number from 0 on, such as a version. */
  whole(column: string): number | null | undefined {
    const value = this.raw(column);
    if (value == null) return value;
    const number = typeof value === 'string' && /^\d{1,16}$/.test(value) ? Number(value) : value;
    if (typeof number === 'number' && Number.isSafeInteger(number) && number >= 0) return number;
    throw this.unreadable(column, 'a whole number');
  }

  text(column: string, longest: number): string | null | undefined {
    const value = this.raw(column);
    if (value == null) return value;
    if (typeof value === 'string' && value.length <= longest) return value;
    throw this.unreadable(column, `a text of at most ${longest} characters`);
  }

  /** A local date-time: a number counts from 1970 on the wall clock, whatever its unit. */
  moment(column: string): Date | null | undefined {
    const value = this.raw(column);
    if (value == null) return value;
    if (typeof value === 'number') return instantOfWallClock(value, this.readLocalTime);
    const text = typeof value === 'string' ? value.replace(' ', 'T') : '';
    if (!isMoment(text)) throw this.unreadable(column, 'a date and time');
    const isWallClock = this.change.typeOf(column) === WALL_CLOCK;
    return toInstant(isWallClock ? text.replace(/Z$/, '') : text, this.readLocalTime);
  }

  cents(column: string): number | null | undefined {
    const value = this.raw(column);
    if (value == null) return value;
    const cents = decimalToCents(value);
    if (cents === undefined) throw this.unreadable(column, 'an amount of money');
    return cents;
  }

  /** "HH:mm". */
  time(column: string): string | undefined {
    const value = this.raw(column);
    if (value == null) return undefined;
    const time = timeOfDay(value, this.change.typeOf(column));
    if (time === undefined) throw this.unreadable(column, 'a time of day');
    return time;
  }

  private raw(column: string): unknown {
    const value = this.change.row[column];
    return value === UNAVAILABLE ? undefined : value;
  }

  private unreadable(column: string, expected: string): UnreadableColumnError {
    return new UnreadableColumnError(this.change.table, column, expected);
  }
}
