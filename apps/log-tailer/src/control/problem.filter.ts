import type { ArgumentsHost, ExceptionFilter } from '@nestjs/common';
import { Catch, HttpException, Inject } from '@nestjs/common';
import type { Logger } from '@ftgo/platform-observability';
import { LOGGER } from '@ftgo/platform-observability';

interface Reply {
  code(status: number): Reply;
  type(contentType: string): Reply;
  send(body: unknown): unknown;
}

/** Every error leaves as problem+json (RFC 9457); what we did not foresee tells nothing inside. */
@Catch()
export class ProblemFilter implements ExceptionFilter {
  constructor(@Inject(LOGGER) private readonly logger: Logger) {}

  catch(error: unknown, host: ArgumentsHost): void {
    const reply = host.switchToHttp().getResponse<Reply>();
    const status = statusOf(error);
    if (status >= 500) this.logger.error({ err: error }, 'a request failed');
    const isKnown = error instanceof HttpException;
    reply
      .code(status)
      .type('application/problem+json')
      .send({
        type: 'about:blank',
        title: status >= 500 ? 'Internal error' : 'Request refused',
        status,
        detail: isKnown ? error.message : 'Try again later; /readyz tells what is missing.',
      });
  }
}

function statusOf(error: unknown): number {
  if (error instanceof HttpException) return error.getStatus();
  // Fastify's own refusals, such as a body that is too large or no JSON.
  const { statusCode } = error as { statusCode?: unknown };
  return typeof statusCode === 'number' && statusCode >= 400 && statusCode < 500 ? statusCode : 500;
}
