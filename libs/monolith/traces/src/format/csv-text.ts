const NEEDS_QUOTES = /[",\r\n]|^\s|\s$/;

/** Writes a CSV file: header, then a line a row, each ended by a line feed. */
export function formatCsv(rows: readonly (readonly string[])[]): string {
  return rows.map((row) => `${row.map(formatValue).join(',')}\n`).join('');
}

function formatValue(value: string): string {
  return NEEDS_QUOTES.test(value) ? `"${value.replaceAll('"', '""')}"` : value;
}
