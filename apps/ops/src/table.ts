import { harmless } from './harmless.js';

type Cell = string | number | Date | null | undefined;

/** Rows under a heading, in columns as wide as they need be. Pure. */
export function table(heading: readonly string[], rows: readonly (readonly Cell[])[]): string {
  const lines = [heading, ...rows.map((row) => row.map(textOf))];
  const widths = heading.map((_, at) => Math.max(...lines.map((line) => line[at]?.length ?? 0)));
  return lines
    .map((line) =>
      line
        .map((cell, at) => cell.padEnd(widths[at] ?? 0))
        .join('  ')
        .trimEnd(),
    )
    .map((line) => `${line}\n`)
    .join('');
}

function textOf(cell: Cell): string {
  if (cell instanceof Date) return `${cell.toISOString().slice(0, 19)}Z`;
  return cell == null ? '-' : harmless(String(cell));
}
