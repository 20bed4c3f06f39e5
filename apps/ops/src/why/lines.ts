const LABEL_WIDTH = 10;

/** A label with what belongs to it, the further lines below the first; nothing for no lines. Pure. */
export const labelled = (label: string, lines: readonly string[]): string =>
  lines.map((line, at) => `  ${(at === 0 ? label : '').padEnd(LABEL_WIDTH)}  ${line}\n`).join('');
