import type { ProveConfig } from './prove.config.js';

export interface Conditions {
  readonly config: ProveConfig;
  readonly seed: number;
  readonly orders: number;
  readonly stepMinutes: number;
  /** Prints a line of progress. */
  readonly say: (line: string) => void;
}

/** What came of an experiment; nothing in `broken` means that the rule held. */
export interface Report {
  readonly figures: Readonly<Record<string, number | string>>;
  readonly broken: readonly string[];
}

export interface Experiment {
  readonly name: string;
  /** What is done and what must come of it, for a stranger. */
  readonly about: string;
  /** How many orders it takes unless asked otherwise, where the usual number is not enough. */
  readonly orders?: number;
  run(conditions: Conditions): Promise<Report>;
}
