import { settledWithin } from './settled-within.js';

const never = new Promise<never>(() => undefined);

describe('settledWithin', () => {
  it('waits for every promise, also for one that fails', async () => {
    const ended: string[] = [];
    const slow = new Promise<void>((resolve) => setTimeout(resolve, 20)).then(
      () => void ended.push('slow'),
    );
    await settledWithin(10_000, [Promise.reject(new Error('the channel is gone')), slow]);
    expect(ended).toEqual(['slow']);
  });

  it('waits no longer than the limit for one that never ends', async () => {
    await expect(settledWithin(10, [never])).resolves.toBeUndefined();
  });

  it('does not wait when there is nothing to wait for', async () => {
    await expect(settledWithin(60_000, [])).resolves.toBeUndefined();
  });
});
