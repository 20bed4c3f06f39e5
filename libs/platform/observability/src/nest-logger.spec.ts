import { NestLogger } from './index.js';
import { captureLogger } from './testing/index.js';

describe('NestLogger', () => {
  const { logger, lines } = captureLogger();
  const nest = new NestLogger(logger);
  const lastLine = () => lines.at(-1);

  it("keeps Nest's many lines at start out of a log at level info", () => {
    nest.log('Mapped {/livez, GET} route', 'RouterExplorer');
    expect(lastLine()).toMatchObject({ level: 'debug', context: 'RouterExplorer' });
    nest.debug('details');
    nest.verbose('more details');
    expect(lastLine()).toMatchObject({ level: 'trace', msg: 'more details' });
  });

  it('keeps a warning a warning', () => {
    nest.warn('the broker is away', 'AmqpConnection');
    expect(lastLine()).toMatchObject({ level: 'warn', msg: 'the broker is away' });
  });

  it('describes an error that is handed over beside the message', () => {
    nest.error('no connection', new Error('heartbeat time-out'));
    expect(lastLine()).toMatchObject({
      level: 'error',
      msg: 'no connection',
      err: { name: 'Error', message: 'heartbeat time-out' },
    });
  });

  it('keeps the reason when only the text of a stack is handed over, without addresses (I8)', () => {
    const { stack } = new Error('550 john.doe@example.com unknown');
    nest.error('not handled', stack, 'AmqpConnection');
    expect(lastLine()).toMatchObject({ err: { message: 'Error: 550 [address] unknown' } });
    expect(JSON.stringify(lastLine())).not.toContain('john');
  });

  it('takes a context for a context and not for a reason', () => {
    nest.error('not handled', 'AmqpConnection');
    expect(lastLine()).not.toHaveProperty('err');
  });

  it('prints whatever else it is given', () => {
    nest.log({ toString: () => 'an object' });
    expect(lastLine()).toMatchObject({ msg: 'an object' });
  });
});
