import { createMetrics, describeError, Readiness } from './index.js';

describe('describeError', () => {
  it('takes addresses and phone numbers out of messages (I8)', () => {
    const described = describeError(
      new Error('550 <john.doe@example.com> unknown, call +1 (510) 555-0100'),
    );
    expect(JSON.stringify(described)).not.toMatch(/john|555/);
    expect(described.message).toContain('[address]');
  });

  it('keeps the IP address of a server, which looks like a phone number', () => {
    const { message } = describeError(new Error('connect ECONNREFUSED 127.0.0.1:5672'));
    expect(message).toBe('connect ECONNREFUSED 127.0.0.1:5672');
    expect(describeError(new Error('call 510.555.010.010')).message).toBe('call [number]');
  });

  it("leaves behind what libraries hang on their errors, such as nodemailer's envelope (I8)", () => {
    const error = Object.assign(new Error('refused'), {
      code: 'EENVELOPE',
      envelope: { to: ['john.doe@example.com'] },
      response: '550 no john.doe here',
    });
    expect(Object.keys(describeError(error)).sort()).toEqual(['code', 'message', 'name', 'stack']);
  });

  it('describes the cause as well, and ends in a circle of causes', () => {
    const error = new Error('outer');
    error.cause = error;
    expect(describeError(error).cause?.message).toBe('outer');
  });

  it('keeps stack frames and no message in the stack', () => {
    expect(describeError(new Error('to jane@example.com')).stack).not.toContain('jane');
  });

  it('describes what is no error', () => {
    expect(describeError('gone')).toEqual({ name: 'string', message: 'gone' });
  });
});

describe('Readiness', () => {
  const at = (minute: number): Date => new Date(Date.UTC(2026, 9, 3, 18, minute));
  let minute = 0;
  const readiness = new Readiness(() => at(minute));

  it('is not ready while an expected dependency has not reported', () => {
    readiness.expect('postgres');
    readiness.expect('rabbitmq');
    readiness.up('postgres');
    expect(readiness.ready).toBe(false);
  });

  it('is ready when all have', () => {
    readiness.up('rabbitmq');
    expect(readiness.ready).toBe(true);
  });

  it('tells since when a dependency is away and why, also when told again', () => {
    minute = 5;
    readiness.down('postgres', 'no answer');
    minute = 9;
    readiness.down('postgres', 'still no answer');
    expect(readiness.report()['postgres']).toEqual({
      ready: false,
      since: at(5),
      reason: 'still no answer',
    });
  });

  it('keeps what more is told of a dependency, which changes nothing of how it stands', () => {
    readiness.detail('postgres', 'standby');
    expect(readiness.report()['postgres']).toMatchObject({ since: at(5), detail: 'standby' });
    readiness.up('postgres');
    expect(readiness.report()['postgres']).toMatchObject({ ready: true, detail: 'standby' });
    readiness.detail('nobody', 'active');
    expect(readiness.report()).not.toHaveProperty('nobody');
  });
});

describe('createMetrics', () => {
  it('names the program on every series', async () => {
    await expect(createMetrics('delay-scanner').metrics()).resolves.toContain(
      'build_info{app="delay-scanner"} 1',
    );
  });
});
