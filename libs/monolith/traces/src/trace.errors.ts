const PROBLEMS_SHOWN = 20;
const FOUND_SHOWN_CHARACTERS = 60;

/** One thing wrong with a trace file: where it stands and what was expected there. */
export interface TraceProblem {
  readonly file: string;
  /** Physical line of the file, counted from 1; absent when the file as a whole is meant. */
  readonly line?: number;
  readonly column?: string;
  readonly found?: string;
  readonly expected: string;
}

/**
 * Thrown by every reader of trace files when the input can't be replayed as it stands. Carries the
 * first 20 problems in the order of the file and the number of those left out; its message is the
 * printed list, one problem a line.
 */
export class TraceError extends Error {
  readonly code = 'TRACE.UNREADABLE';
  readonly problems: readonly TraceProblem[];
  readonly omitted: number;

  constructor(problems: readonly TraceProblem[]) {
    const inFileOrder = problems.toSorted((a, b) => (a.line ?? 0) - (b.line ?? 0));
    const shown = inFileOrder.slice(0, PROBLEMS_SHOWN);
    const omitted = problems.length - shown.length;
    const lines = shown.map(formatTraceProblem);
    super([...lines, ...(omitted > 0 ? [`and ${omitted} more`] : [])].join('\n'));
    this.name = 'TraceError';
    this.problems = shown;
    this.omitted = omitted;
  }
}

/** Prints a problem as `orders.csv:17: column promised_at: expected …, found "tomorrow"`. */
export function formatTraceProblem(problem: TraceProblem): string {
  const place = problem.line === undefined ? problem.file : `${problem.file}:${problem.line}`;
  const column = problem.column === undefined ? '' : `column ${problem.column}: `;
  const found = problem.found === undefined ? '' : `, found ${quoted(problem.found)}`;
  return `${place}: ${column}expected ${problem.expected}${found}`;
}

function quoted(found: string): string {
  const shown =
    found.length > FOUND_SHOWN_CHARACTERS ? `${found.slice(0, FOUND_SHOWN_CHARACTERS)}…` : found;
  return JSON.stringify(shown);
}
