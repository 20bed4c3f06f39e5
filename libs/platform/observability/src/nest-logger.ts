import type { LoggerService } from '@nestjs/common';
import type { Logger } from './logger.js';

/** Nest's own lines as JSON. Nest says much at start; that goes to `debug`. */
export class NestLogger implements LoggerService {
  constructor(private readonly logger: Logger) {}

  log(message: unknown, context?: string): void {
    this.logger.debug({ context }, String(message));
  }

  warn(message: unknown, context?: string): void {
    this.logger.warn({ context }, String(message));
  }

  /** Nest and its libraries hand over an error or the text of its stack beside the message. */
  error(message: unknown, ...rest: unknown[]): void {
    const err = rest.find((each) => each instanceof Error) ?? rest.map(reasonOf).find(Boolean);
    this.logger.error(err === undefined ? {} : { err }, String(message));
  }

  debug(message: unknown, context?: string): void {
    this.logger.trace({ context }, String(message));
  }

  verbose(message: unknown, context?: string): void {
    this.logger.trace({ context }, String(message));
  }
}

/** The first line of a stack says what happened; the serializer takes addresses out of it. */
function reasonOf(part: unknown): string | undefined {
  return typeof part === 'string' && part.includes('\n    at ') ? part.split('\n')[0] : undefined;
}
