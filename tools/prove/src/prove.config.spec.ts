import { join } from 'node:path';
import { loadProveConfig } from './prove.config.js';
import { setEnvironment } from './testing/set-environment.config.js';

const GIVEN = {
  ...{ FTGO_ROOT: '/ftgo', DATABASE_URL: 'postgres://ajanta@localhost/postgres' },
  ...{ RABBITMQ_URL: 'amqp://localhost', RABBITMQ_MANAGEMENT_URL: 'http://localhost:15672' },
};

describe('what a proof is given', () => {
  let reset: () => void = () => undefined;

  afterEach(() => reset());

  const loadWith = (environment: Record<string, string | undefined>) => {
    reset = setEnvironment({
      ...{ INIT_CWD: undefined, FTGO_CALLED_FROM: undefined, LOCAL_DIR: undefined },
      ...{ ...GIVEN, ...environment },
    });
    return loadProveConfig('replica-fold');
  };

  it('are the servers, and a folder of its own under .local', () => {
    expect(loadWith({})).toEqual({
      ...{ root: '/ftgo', calledFrom: '/ftgo', databaseUrl: GIVEN.DATABASE_URL },
      ...{ rabbitmqUrl: GIVEN.RABBITMQ_URL, managementUrl: GIVEN.RABBITMQ_MANAGEMENT_URL },
      folder: join('/ftgo', '.local', 'prove', 'replica-fold'),
    });
  });

  it('lies where LOCAL_DIR says', () => {
    expect(loadWith({ LOCAL_DIR: '/tmp/local' }).folder).toBe('/tmp/local/prove/replica-fold');
  });

  it.each([
    [{ INIT_CWD: '/home/ajanta', FTGO_CALLED_FROM: '/elsewhere' }, '/home/ajanta'],
    [{ FTGO_CALLED_FROM: '/elsewhere' }, '/elsewhere'],
  ])('writes its report from where it was called: %j', (environment, calledFrom) => {
    expect(loadWith(environment)).toMatchObject({ calledFrom });
  });

  it('can do without the management of the broker', () => {
    expect(loadWith({ RABBITMQ_MANAGEMENT_URL: undefined }).managementUrl).toBeUndefined();
  });

  it.each(['FTGO_ROOT', 'DATABASE_URL', 'RABBITMQ_URL'])(
    'says what to do when %s is missing, and tells no value (I12)',
    (name) => {
      for (const value of [undefined, '']) {
        const load = () => loadWith({ [name]: value });
        expect(load).toThrow(`${name} is missing. Start proofs by: npm run prove -- NAME`);
        expect(load).not.toThrow(/ajanta@/);
      }
    },
  );
});
