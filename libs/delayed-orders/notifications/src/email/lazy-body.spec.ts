import { PassThrough } from 'node:stream';
import { buffer } from 'node:stream/consumers';

import { LazyBody } from './lazy-body.js';

describe('LazyBody', () => {
  it('is not read by being made, listened to or destroyed', async () => {
    const body = new LazyBody(Buffer.from('message'));
    body.on('error', () => undefined);
    body.destroy();
    await new Promise(setImmediate);

    expect(body.wasRead).toBe(false);
  });

  it('knows that it was read', async () => {
    const body = new LazyBody(Buffer.from('message'));

    expect(String(await buffer(body.pipe(new PassThrough())))).toBe('message');
    expect(body.wasRead).toBe(true);
  });
});
