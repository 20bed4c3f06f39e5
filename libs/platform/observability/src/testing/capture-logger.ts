import type { Logger } from '../logger.js';
import { createLogger } from '../logger.js';

/** One line as it would have been printed, parsed again. */
export interface LogLine {
  readonly level: string;
  readonly msg: string;
  readonly [field: string]: unknown;
}

export interface CapturedLogger {
  readonly logger: Logger;
  /** Every line so far, the oldest first. */
  readonly lines: readonly LogLine[];
  /** The messages of one level. */
  messagesOf(level: string): string[];
}

/** The real logger at level `trace`, remembering its lines instead of printing them. */
export function captureLogger(): CapturedLogger {
  const lines: LogLine[] = [];
  const logger = createLogger('test', 'trace', {
    write: (line) => void lines.push(JSON.parse(line) as LogLine),
  });
  return {
    logger,
    lines,
    messagesOf: (level) => lines.filter((line) => line.level === level).map(({ msg }) => msg),
  };
}
