import type { DestinationStream, Logger } from 'pino';
import { pino } from 'pino';
import { describeError } from './describe-error.js';

export type { Logger } from 'pino';

/**
 * JSON lines on standard output (or to `destination`), ids only. Errors pass through
 * {@link describeError}, so no library's error object can carry an address into the log (I8).
 */
export function createLogger(app: string, level: string, destination?: DestinationStream): Logger {
  return pino(
    {
      level,
      base: { app },
      serializers: { err: describeError },
      formatters: { level: (label) => ({ level: label }) },
      timestamp: pino.stdTimeFunctions.isoTime,
    },
    destination ?? pino.destination(1),
  );
}
