/** A Markdown table whose columns are aligned as prettier aligns them; a `|` in a cell is escaped. */
export function table(head: readonly string[], rows: readonly (readonly string[])[]): string {
  const cells = [head, ...rows].map((row) => row.map((cell) => cell.replaceAll('|', '\\|')));
  const widths = head.map((_, column) =>
    Math.max(3, ...cells.map((row) => widthOf(row[column] ?? ''))),
  );
  const lineOf = (row: readonly string[]): string =>
    `| ${widths.map((width, column) => padded(row[column] ?? '', width)).join(' | ')} |`;
  const rule = `| ${widths.map((width) => '-'.repeat(width)).join(' | ')} |`;
  const [first = [], ...others] = cells;
  return [lineOf(first), rule, ...others.map(lineOf)].join('\n');
}

/** Every character that is used here is one column wide. */
const widthOf = (cell: string): number => [...cell].length;

const padded = (cell: string, width: number): string => cell + ' '.repeat(width - widthOf(cell));
