import { jest } from '@jest/globals';
import { callService } from './call-service.js';
import { Refused } from './refused.js';
import type { Answer, TinyProgram } from './testing/tiny-program.js';
import { problem, tinyProgram } from './testing/tiny-program.js';

describe('callService', () => {
  let program: TinyProgram | undefined;

  const answering = async (answer: Answer): Promise<string> => {
    program = await tinyProgram(() => answer);
    return program.url;
  };
  const call = (url: string | undefined, body?: object) =>
    callService('LOG_TAILER_URL', url, body === undefined ? 'GET' : 'POST', '/snapshots', body);
  const failureOf = async (url: string | undefined): Promise<Error> => {
    const failure: unknown = await call(url).catch((error: unknown) => error);
    expect(failure).toBeInstanceOf(Refused);
    return failure as Error;
  };

  afterEach(async () => {
    await program?.close();
    program = undefined;
  });

  it('asks with JSON and reads the answer', async () => {
    const url = await answering({ body: { ids: ['s-1'] } });
    expect(await call(url, { table: 'orders' })).toEqual({ ids: ['s-1'] });
    expect(program?.asked).toEqual([
      { method: 'POST', url: '/snapshots', body: '{"table":"orders"}' },
    ]);
  });

  it('sends no body where there is nothing to say', async () => {
    await call(await answering({ body: [] }));
    expect(program?.asked).toEqual([{ method: 'GET', url: '/snapshots', body: '' }]);
  });

  it.each<[string, Answer, RegExp]>([
    ['a problem', problem(409, 'it is cancelled'), /refused with 409: it is cancelled$/],
    ['Nest’s error', { status: 404, body: { message: 'no such sweep' } }, /404: no such sweep$/],
    ['a text', { status: 502, type: 'text/plain', body: 'Bad Gateway' }, /502: Bad Gateway$/],
    ['an empty body', { status: 503, body: '' }, /refused with 503: $/],
    ['JSON that tells nothing', { status: 500, body: {} }, /refused with 500: \{\}$/],
    ['JSON null', { status: 500, body: 'null' }, /refused with 500: null$/],
  ])('I12: tells the reason that %s gives', async (_, answer, reason) => {
    expect((await failureOf(await answering(answer))).message).toMatch(reason);
  });

  it('I11: does not print a whole page of HTML', async () => {
    const url = await answering({ status: 502, type: 'text/html', body: 'x'.repeat(100_000) });
    expect((await failureOf(url)).message.length).toBeLessThan(300);
  });

  it.each([
    ['a page', '<html>Welcome to nginx</html>'],
    ['nothing', ''],
    ['half an answer', '{"ids":['],
  ])('I12: says which variable is wrong when %s comes instead of JSON', async (_, body) => {
    const { message } = await failureOf(await answering({ type: 'text/html', body }));
    expect(message).toMatch(/LOG_TAILER_URL/);
    expect(message).toMatch(/JSON/);
  });

  it('I12: names the variable that is not set', async () => {
    expect((await failureOf(undefined)).message).toMatch(/^LOG_TAILER_URL is not set/);
  });

  it('I12: says that a program which refuses connections cannot be reached, by its variable', async () => {
    const url = await answering({});
    await program?.close();
    program = undefined;
    const { message } = await failureOf(url);
    expect(message).toMatch(/LOG_TAILER_URL cannot be reached/);
    expect(message).not.toContain(url);
  });

  it('I12: gives up on a program that accepts and never answers', async () => {
    program = await tinyProgram(() => new Promise(() => undefined));
    const soon = AbortSignal.timeout(200);
    const limit = jest.spyOn(AbortSignal, 'timeout').mockReturnValue(soon);
    const { message } = await failureOf(program.url);
    expect(message).toMatch(/LOG_TAILER_URL cannot be reached \(.*timeout/i);
    expect(limit).toHaveBeenCalledWith(10_000);
    limit.mockRestore();
  });
});
