import type { ArgumentsHost, ExceptionFilter } from '@nestjs/common';
import { Catch, HttpException } from '@nestjs/common';
import type { Logger } from '@ftgo/platform-observability';
import type { FastifyReply, FastifyRequest } from 'fastify';
import {
  FtgoError,
  NothingFoundError,
  SimulatedFailureError,
  UnreadableRequestError,
} from './ftgo.errors.js';

const REASONS: Readonly<Record<number, string>> = {
  400: 'Bad Request',
  404: 'Not Found',
  413: 'Payload Too Large',
  415: 'Unsupported Media Type',
  500: 'Internal Server Error',
  503: 'Service Unavailable',
};

/**
 * Answers errors of FTGO's paths as Spring Boot 2.0 does: its default body for everything but
 * FTGO's own 404, which has none. FTGO maps no exception to a status, so a broken rule is a 500.
 */
@Catch()
export class SpringErrorFilter implements ExceptionFilter {
  constructor(
    private readonly now: () => Date,
    private readonly logger: Logger,
  ) {}

  catch(error: unknown, host: ArgumentsHost): void {
    const http = host.switchToHttp();
    const reply = http.getResponse<FastifyReply>();
    if (error instanceof NothingFoundError) {
      void reply.code(404).send();
      return;
    }
    const status = statusOf(error);
    if (status >= 500 && !isExpected(error)) this.logger.error({ err: error }, 'a request failed');
    const { url } = http.getRequest<FastifyRequest>();
    void reply.code(status).send({
      // Jackson 2.9 writes a java.util.Date like this.
      timestamp: this.now().toISOString().replace('Z', '+0000'),
      status,
      error: REASONS[status] ?? 'Error',
      message: (error instanceof Error && error.message) || 'No message available',
      path: url.split('?', 1)[0],
    });
  }
}

function statusOf(error: unknown): number {
  if (error instanceof UnreadableRequestError) return error.status;
  if (error instanceof SimulatedFailureError) return error.status;
  if (error instanceof HttpException) return error.getStatus();
  // Fastify's own, such as a body that is too large.
  const status = error instanceof Error && 'statusCode' in error ? Number(error.statusCode) : 500;
  return status >= 400 && status < 600 ? status : 500;
}

function isExpected(error: unknown): boolean {
  return error instanceof FtgoError || error instanceof SimulatedFailureError;
}
