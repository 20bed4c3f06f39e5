import type { DestinationStream, Logger } from 'pino';
import { pino } from 'pino';
import { describeError } from './describe-error.js';
import { scrub } from './scrub.js';
import { scrubFields } from './scrub-fields.js';

export type { Logger } from 'pino';

/**
 * JSON lines on standard output (or to `destination`), ids only. Errors pass through
 * {@link describeError}, and every other text through {@link scrub}, so neither a library's error
 * object nor a careless message can carry an address or a phone number into the log (I8).
 */
export function createLogger(app: string, level: string, destination?: DestinationStream): Logger {
  const logger = pino(
    {
      level,
      base: { app },
      // pino takes the message from an error that comes alone, so the message is scrubbed too.
      serializers: { err: describeError, msg: (msg) => scrub(String(msg)) },
      formatters: { level: (label) => ({ level: label }), log: scrubAllButError },
      timestamp: pino.stdTimeFunctions.isoTime,
    },
    destination ?? pino.destination(1),
  );
  return withScrubbedChildren(logger);
}

/** pino does not let a formatter see what a child is bound to; children of children inherit this. */
function withScrubbedChildren(logger: Logger): Logger {
  const { child } = logger;
  const scrubbedChild: Logger['child'] = function (this: Logger, bindings, options) {
    return child.call(this, scrubAllButError(bindings), options) as never;
  };
  return Object.assign(logger, { child: scrubbedChild });
}

/** `err` is left to its serializer, which describes it whatever it is. */
function scrubAllButError(fields: object): Record<string, unknown> {
  if (!('err' in fields)) return scrubFields(fields);
  const { err, ...others } = fields;
  return { ...scrubFields(others), err };
}
