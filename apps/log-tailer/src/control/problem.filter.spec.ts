import type { ArgumentsHost } from '@nestjs/common';
import { ConflictException, NotFoundException } from '@nestjs/common';
import type { CapturedLogger } from '@ftgo/platform-observability/testing';
import { captureLogger } from '@ftgo/platform-observability/testing';
import { ProblemFilter } from './problem.filter.js';

interface Answered {
  status?: number;
  type?: string;
  body?: unknown;
}

describe('the filter of errors', () => {
  let log: CapturedLogger;
  const answerTo = (error: unknown): Answered => {
    const answered: Answered = {};
    const reply = {
      code: (status: number) => Object.assign(answered, { status }) && reply,
      type: (type: string) => Object.assign(answered, { type }) && reply,
      send: (body: unknown) => Object.assign(answered, { body }),
    };
    const host = { switchToHttp: () => ({ getResponse: () => reply }) };
    new ProblemFilter(log.logger).catch(error, host as unknown as ArgumentsHost);
    return answered;
  };

  beforeEach(() => {
    log = captureLogger();
  });

  it('tells a refusal as a problem (RFC 9457)', () => {
    expect(answerTo(new ConflictException('the slot is not lost'))).toEqual({
      status: 409,
      type: 'application/problem+json',
      body: {
        type: 'about:blank',
        title: 'Request refused',
        status: 409,
        detail: 'the slot is not lost',
      },
    });
    expect(answerTo(new NotFoundException('no such snapshot')).status).toBe(404);
    expect(log.lines).toEqual([]);
  });

  it('passes on what the server itself refused, such as a body that is no JSON', () => {
    const error = Object.assign(new Error('Unexpected token'), { statusCode: 400 });
    expect(answerTo(error)).toMatchObject({ status: 400, type: 'application/problem+json' });
  });

  it('tells nothing of what nobody foresaw, but logs it', () => {
    const answered = answerTo(new Error('password authentication failed for user log_tailer'));
    expect(answered).toMatchObject({ status: 500, body: { title: 'Internal error' } });
    expect(JSON.stringify(answered)).not.toContain('password');
    expect(log.messagesOf('error')).toEqual(['a request failed']);
  });

  it.each([undefined, 'vindaloo', { statusCode: 200 }])('survives %j being thrown', (thrown) => {
    expect(answerTo(thrown ?? new Error()).status).toBe(500);
  });
});
