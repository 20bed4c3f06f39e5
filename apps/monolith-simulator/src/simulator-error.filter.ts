import type { ArgumentsHost, ExceptionFilter } from '@nestjs/common';
import { Catch } from '@nestjs/common';
import { TraceError } from '@ftgo/monolith-traces';
import type { FastifyReply, FastifyRequest } from 'fastify';
import {
  MonolithNotEmptyError,
  NoSteppedReplayError,
  ReplayRunsError,
} from './replay/replay.errors.js';
import { TimeGoesBackError } from './replay/replay.errors.js';
import { BadControlRequestError } from './simulator-control.errors.js';

const CONFLICTS = [ReplayRunsError, MonolithNotEmptyError, NoSteppedReplayError];
const BAD_REQUESTS = [BadControlRequestError, TimeGoesBackError];

/** Answers errors of `/simulator/…` as `{error}`; all others are the monolith's to answer. */
@Catch()
export class SimulatorErrorFilter implements ExceptionFilter {
  constructor(private readonly monolith: ExceptionFilter) {}

  catch(error: unknown, host: ArgumentsHost): void {
    const http = host.switchToHttp();
    const answer = answerTo(error);
    const { url } = http.getRequest<FastifyRequest>();
    if (answer === undefined || !url.startsWith('/simulator/')) this.monolith.catch(error, host);
    else void http.getResponse<FastifyReply>().code(answer.status).send(answer.body);
  }
}

function answerTo(error: unknown): { status: number; body: object } | undefined {
  if (error instanceof TraceError) {
    const { message, problems, omitted } = error;
    return { status: 422, body: { error: message, problems, omitted } };
  }
  const is = (kinds: readonly (new (...args: never[]) => Error)[]): boolean =>
    kinds.some((kind) => error instanceof kind);
  const body = { error: error instanceof Error ? error.message : String(error) };
  if (is(CONFLICTS)) return { status: 409, body };
  if (is(BAD_REQUESTS)) return { status: 400, body };
  return undefined;
}
