import { PassThrough } from 'node:stream';
import { buffer } from 'node:stream/consumers';

import { jest } from '@jest/globals';

import { LazyBody } from './lazy-body.js';

const yes = (): Promise<boolean> => Promise.resolve(true);
const aBody = (mayHandOver = yes, refuse = jest.fn()): LazyBody =>
  new LazyBody(Buffer.from('message'), mayHandOver, refuse);

describe('LazyBody', () => {
  it('is not read by being made, listened to or destroyed, and asks nobody', async () => {
    const mayHandOver = jest.fn(yes);
    const body = aBody(mayHandOver);
    body.on('error', () => undefined);
    body.destroy();
    await new Promise(setImmediate);

    expect(body.wasRead).toBe(false);
    expect(mayHandOver).not.toHaveBeenCalled();
  });

  it('asks once, and then knows that it was read', async () => {
    const mayHandOver = jest.fn(yes);
    const body = aBody(mayHandOver);

    expect(String(await buffer(body.pipe(new PassThrough())))).toBe('message');
    expect(body.wasRead).toBe(true);
    expect(mayHandOver).toHaveBeenCalledTimes(1);
  });

  it('gives nothing, and says so, when it may not be handed over (I5)', async () => {
    const refuse = jest.fn();
    const body = aBody(() => Promise.resolve(false), refuse);
    const taken = body.pipe(new PassThrough());
    await new Promise(setImmediate);

    expect([body.wasRead, taken.readableLength]).toEqual([false, 0]);
    expect(refuse).toHaveBeenCalledTimes(1);
  });

  it('gives nothing when the answer comes after the conversation has ended (I5)', async () => {
    const { promise, resolve } = Promise.withResolvers<boolean>();
    const body = aBody(() => promise);
    body.pipe(new PassThrough());
    await new Promise(setImmediate);
    body.destroy();
    resolve(true);
    await new Promise(setImmediate);

    expect(body.wasRead).toBe(false);
  });
});
