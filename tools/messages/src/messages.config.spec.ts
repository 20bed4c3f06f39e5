import { jest } from '@jest/globals';
import type { MessagesConfig } from './messages.config.js';
import { loadMessagesConfig } from './messages.config.js';

function loadFrom(environment: NodeJS.ProcessEnv): MessagesConfig {
  const replaced = jest.replaceProperty(process, 'env', environment);
  try {
    return loadMessagesConfig();
  } finally {
    replaced.restore();
  }
}

describe('the configuration of messages', () => {
  it('takes the checkout from the command that started it', () => {
    expect(loadFrom({ FTGO_ROOT: '/somewhere/ftgo' })).toEqual({ root: '/somewhere/ftgo' });
  });

  it.each([{}, { FTGO_ROOT: '' }])(
    'says how to start it when it was started otherwise: %j',
    (env) => {
      expect(() => loadFrom(env)).toThrow('FTGO_ROOT is missing. Start this by: npm run messages');
    },
  );
});
