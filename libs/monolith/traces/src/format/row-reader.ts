import type { TraceProblem } from '../trace.errors.js';
import type { CsvRow } from './csv-table.js';
import { parseInstant } from './instant.js';

const INSTANT_FORM = 'an instant such as 2026-10-03T18:40:00Z';
const TEXT_FORM = 'printable text of at most 100 characters';
const MAX_TEXT_CHARACTERS = 100;
const CONTROL_CHARACTER = /\p{Cc}/u;

/**
 * Reads one row's values by kind. A value that is not of its kind reads as absent and is noted in
 * `problems`, so that one pass over a file finds everything wrong with it.
 */
export class RowReader {
  constructor(
    private readonly row: CsvRow,
    private readonly file: string,
    private readonly problems: TraceProblem[],
  ) {}

  /** Notes that `column` does not hold what it must. */
  reject(column: string, expected: string, found = this.row.values[column] ?? ''): void {
    this.problems.push({ file: this.file, line: this.row.line, column, expected, found });
  }

  isEmpty(column: string): boolean {
    return (this.row.values[column] ?? '') === '';
  }

  /** Text that must be there; '' after noting that it isn't. */
  requiredText(column: string): string {
    return this.required(column, TEXT_FORM, printable) ?? '';
  }

  /** Printable text of at most 100 characters; undefined when empty. */
  text(column: string): string | undefined {
    return this.optional(column, TEXT_FORM, printable);
  }

  /** An instant with its offset; undefined when empty. */
  instant(column: string): Date | undefined {
    return this.optional(column, INSTANT_FORM, parseInstant);
  }

  /** An instant that must be there; an invalid Date after noting that it isn't. */
  requiredInstant(column: string): Date {
    return this.required(column, INSTANT_FORM, parseInstant) ?? new Date(Number.NaN);
  }

  /** A decimal amount in cents; undefined when empty. */
  cents(column: string): number | undefined {
    return this.optional(column, 'an amount such as 61.70', parseCents);
  }

  /** A value that `parse` understands; undefined when empty. */
  optional<T>(
    column: string,
    form: string,
    parse: (value: string) => T | undefined,
  ): T | undefined {
    return this.isEmpty(column) ? undefined : this.required(column, form, parse);
  }

  /** A value that must be there and that `parse` understands; undefined after noting that not. */
  required<T>(
    column: string,
    form: string,
    parse: (value: string) => T | undefined,
  ): T | undefined {
    const parsed = this.isEmpty(column) ? undefined : parse(this.row.values[column] ?? '');
    if (parsed === undefined) this.reject(column, form);
    return parsed;
  }
}

function printable(value: string): string | undefined {
  const fits = value.length <= MAX_TEXT_CHARACTERS && !CONTROL_CHARACTER.test(value);
  return fits ? value : undefined;
}

function parseCents(value: string): number | undefined {
  const match = /^(\d{1,9})(?:\.(\d{1,2}))?$/.exec(value);
  if (!match) return undefined;
  return Number(match[1]) * 100 + Number((match[2] ?? '').padEnd(2, '0'));
}
