import { createLogger } from './index.js';
import { captureLogger, eventually } from './testing/index.js';

describe('createLogger', () => {
  const printed: string[] = [];
  const destination = { write: (line: string) => void printed.push(line) };
  const logger = createLogger('delay-scanner', 'info', destination);

  it('prints one JSON line with the program, the level by name and the time', () => {
    logger.info({ orderId: 42 }, 'late');
    expect(JSON.parse(printed.at(-1) ?? '')).toEqual({
      app: 'delay-scanner',
      level: 'info',
      time: expect.stringMatching(/^\d{4}-\d\d-\d\dT.*Z$/),
      orderId: 42,
      msg: 'late',
    });
  });

  it('prints nothing below its level', () => {
    const before = printed.length;
    logger.debug('details');
    expect(printed).toHaveLength(before);
  });

  it('lets no address through with an error (I8)', () => {
    const err = Object.assign(new Error('to jane@example.com'), { envelope: 'jane@example.com' });
    logger.error({ err }, 'not sent');
    expect(printed.at(-1)).not.toContain('jane');
  });
});

describe('captureLogger', () => {
  it('remembers lines as they would have been printed, by level', () => {
    const { logger, lines, messagesOf } = captureLogger();
    logger.warn({ orderId: 42 }, 'waits');
    logger.child({ queue: 'q' }).error('gone');
    expect(lines[0]).toMatchObject({ level: 'warn', orderId: 42, msg: 'waits' });
    expect(lines[1]).toMatchObject({ level: 'error', queue: 'q' });
    expect(messagesOf('error')).toEqual(['gone']);
  });
});

describe('eventually', () => {
  it('waits until the assertion holds and gives what it returned', async () => {
    let looks = 0;
    const seen = await eventually(() => {
      looks += 1;
      expect(looks).toBeGreaterThan(2);
      return looks;
    });
    expect(seen).toBe(3);
  });

  it('fails with the last failure when the time is over', async () => {
    const never = eventually(() => Promise.reject(new Error('not yet')), { withinMs: 10 });
    await expect(never).rejects.toThrow('not yet');
  });
});
