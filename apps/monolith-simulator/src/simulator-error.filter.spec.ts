import type { ArgumentsHost } from '@nestjs/common';
import { NotFoundException } from '@nestjs/common';
import { TraceError } from '@ftgo/monolith-traces';
import { captureLogger } from '@ftgo/platform-observability/testing';
import {
  FtgoError,
  NothingFoundError,
  SimulatedFailureError,
  UnreadableRequestError,
} from './ftgo/ftgo.errors.js';
import { SpringErrorFilter } from './ftgo/spring-error.filter.js';
import {
  MonolithNotEmptyError,
  NoSteppedReplayError,
  ReplayRunsError,
  TimeGoesBackError,
} from './replay/replay.errors.js';
import { BadControlRequestError } from './simulator-control.errors.js';
import { SimulatorErrorFilter } from './simulator-error.filter.js';
import { minute } from './testing/mothers.js';

const { logger, messagesOf } = captureLogger();
const filter = new SimulatorErrorFilter(new SpringErrorFilter(() => minute(0), logger));

/** What a client of `url` is told of an error. */
function answerTo(error: unknown, url: string): { status: number; body: unknown } {
  const answer = { status: 0, body: undefined as unknown };
  const reply = {
    code(status: number) {
      answer.status = status;
      return reply;
    },
    send(body?: unknown) {
      answer.body = body;
    },
  };
  const host = {
    switchToHttp: () => ({ getResponse: () => reply, getRequest: () => ({ url }) }),
  };
  filter.catch(error, host as unknown as ArgumentsHost);
  return answer;
}

describe("errors on FTGO's paths", () => {
  it.each<[unknown, number, string]>([
    [new FtgoError('current state: DELIVERED'), 500, 'Internal Server Error'],
    [new UnreadableRequestError('Required request body is missing'), 400, 'Bad Request'],
    [new UnreadableRequestError('not supported', 415), 415, 'Unsupported Media Type'],
    [new SimulatedFailureError(503), 503, 'Service Unavailable'],
    [new NotFoundException('Cannot GET /tickets'), 404, 'Not Found'],
    [new Error('the database is away'), 500, 'Internal Server Error'],
    [Object.assign(new Error('too large'), { statusCode: 413 }), 413, 'Payload Too Large'],
    [Object.assign(new Error('odd'), { statusCode: 42 }), 500, 'Internal Server Error'],
    ['a string', 500, 'Internal Server Error'],
  ])('answer %p with %i', (error, status, reason) => {
    expect(answerTo(error, '/orders/42?x=1')).toMatchObject({
      status,
      body: { status, error: reason, path: '/orders/42' },
    });
  });

  it("write the time as Jackson does, in the monolith's present", () => {
    expect(answerTo(new FtgoError('x'), '/orders/42').body).toMatchObject({
      timestamp: '2026-10-03T01:00:00.000+0000',
    });
  });

  it('say that there is no message where there is none', () => {
    expect(answerTo(new FtgoError(''), '/orders/42').body).toMatchObject({
      message: 'No message available',
    });
  });

  it('have no body when nothing was found', () => {
    expect(answerTo(new NothingFoundError(), '/orders/42')).toEqual({
      status: 404,
      body: undefined,
    });
  });

  it('are logged when nobody expects them, and not when they are broken rules', () => {
    const before = messagesOf('error').length;
    answerTo(new FtgoError('current state: DELIVERED'), '/orders/42');
    answerTo(new SimulatedFailureError(500), '/consumers/7');
    expect(messagesOf('error')).toHaveLength(before);
    answerTo(new TypeError('undefined is not a function'), '/orders/42');
    expect(messagesOf('error')).toHaveLength(before + 1);
  });
});

describe("errors on the simulator's own paths", () => {
  it.each<[Error, number]>([
    [new ReplayRunsError(), 409],
    [new MonolithNotEmptyError(), 409],
    [new NoSteppedReplayError(), 409],
    [new TimeGoesBackError(), 400],
    [new BadControlRequestError('to: Invalid input'), 400],
  ])('answer %p with %i and what to do', (error, status) => {
    expect(answerTo(error, '/simulator/replay')).toEqual({
      status,
      body: { error: error.message },
    });
  });

  it("tell a trace's problems one by one", () => {
    const problem = { file: 'orders.csv', line: 17, column: 'promised_at', expected: 'an instant' };
    expect(answerTo(new TraceError([problem]), '/simulator/replay')).toEqual({
      status: 422,
      body: {
        error: 'orders.csv:17: column promised_at: expected an instant',
        problems: [problem],
        omitted: 0,
      },
    });
  });

  it("are answered as the monolith does when they are the monolith's", () => {
    expect(answerTo(new FtgoError('x'), '/simulator/orders/42/reject')).toMatchObject({
      status: 500,
      body: { path: '/simulator/orders/42/reject' },
    });
  });
});
