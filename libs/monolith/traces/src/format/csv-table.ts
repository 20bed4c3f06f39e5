import { CsvError, parse } from 'csv-parse/sync';
import { TraceError, type TraceProblem } from '../trace.errors.js';

const MAX_RECORD_CHARACTERS = 64_000;

/** A data row of a CSV file: its values by column name, and the physical line on which it begins. */
export interface CsvRow {
  readonly line: number;
  readonly values: Readonly<Record<string, string>>;
}

/** Rows of the right width, and the problems of those that are not. */
export interface CsvTable {
  readonly rows: readonly CsvRow[];
  readonly problems: readonly TraceProblem[];
}

interface CsvRecord {
  readonly lastLine: number;
  readonly values: readonly string[];
}

/**
 * Reads a CSV file with a header line: byte order mark, CRLF, quoted fields, blanks around values
 * and empty lines are all fine. Throws a TraceError when it has no header, when the header lacks
 * one of `columns` or has others that are not to be ignored, or when its quoting is broken.
 */
export function parseCsvTable(
  text: string,
  file: string,
  columns: readonly string[],
  otherColumns: 'refused' | 'ignored' = 'refused',
): CsvTable {
  const [header, ...records] = parseRecords(text, file);
  if (header === undefined) {
    throw new TraceError([{ file, line: 1, expected: `a header line: ${columns.join(',')}` }]);
  }
  const headerProblems = [
    ...missingColumns(header.values, columns),
    ...repeatedColumns(header.values),
    ...(otherColumns === 'refused' ? unknownColumns(header.values, columns) : []),
  ];
  if (headerProblems.length > 0) {
    throw new TraceError(headerProblems.map((each) => ({ file, line: header.lastLine, ...each })));
  }
  return splitByWidth(header.values, records, file);
}

function parseRecords(text: string, file: string): CsvRecord[] {
  const lastLines: number[] = [];
  try {
    // csv-parse counts a CRLF inside quotes as two lines; one kind of line end keeps its count right.
    const records = parse(text.replace(/\r\n?/g, '\n'), {
      bom: true,
      max_record_size: MAX_RECORD_CHARACTERS,
      on_record: (record: string[], { lines }) => {
        lastLines.push(lines);
        return record;
      },
      record_delimiter: '\n',
      relax_column_count: true,
      skip_empty_lines: true,
      trim: true,
    });
    return records.map((values, index) => ({ values, lastLine: lastLines[index] ?? 0 }));
  } catch (error) {
    if (error instanceof CsvError) throw quotingError(error, file, (lastLines.at(-1) ?? 0) + 1);
    throw error;
  }
}

function quotingError(error: CsvError, file: string, line: number): TraceError {
  if (error.code === 'CSV_QUOTE_NOT_CLOSED' || error.code === 'CSV_MAX_RECORD_SIZE') {
    return new TraceError([{ file, line, expected: 'every opening quote to be closed' }]);
  }
  const expected = 'quotes only around whole values, and doubled inside them';
  return new TraceError([{ file, line: Number(error['lines'] ?? line), expected }]);
}

type HeaderProblem = Omit<TraceProblem, 'file' | 'line'>;

function missingColumns(header: readonly string[], columns: readonly string[]): HeaderProblem[] {
  const missing = columns.filter((column) => !header.includes(column));
  return missing.map((column) => ({ column, expected: 'this column in the header line' }));
}

function repeatedColumns(header: readonly string[]): HeaderProblem[] {
  const repeated = header.filter((column, index) => header.indexOf(column) !== index);
  return repeated.map((column) => ({ column, expected: 'this column only once' }));
}

function unknownColumns(header: readonly string[], columns: readonly string[]): HeaderProblem[] {
  const unknown = header.filter((column) => !columns.includes(column));
  return unknown.map((found) => ({ expected: 'no other columns than those known', found }));
}

function splitByWidth(
  header: readonly string[],
  records: readonly CsvRecord[],
  file: string,
): CsvTable {
  const rows: CsvRow[] = [];
  const problems: TraceProblem[] = [];
  for (const { values, lastLine } of records) {
    const line = lastLine - lineBreaksIn(values);
    if (values.length === header.length) {
      rows.push({ line, values: byColumn(header, values) });
    } else {
      const expected = `${header.length} values as in the header line, found ${values.length}`;
      problems.push({ file, line, expected });
    }
  }
  return { rows, problems };
}

function byColumn(header: readonly string[], values: readonly string[]): Record<string, string> {
  return Object.fromEntries(header.map((column, index) => [column, values[index] ?? '']));
}

function lineBreaksIn(record: readonly string[]): number {
  return record.reduce((sum, value) => sum + value.split('\n').length - 1, 0);
}
