import { Slots } from './slots.js';

const patient = new AbortController().signal;

describe('Slots', () => {
  it('lets in as many as there are slots, and the next when one leaves', async () => {
    const slots = new Slots(2);
    const entered: string[] = [];
    const enter = (name: string): Promise<number> =>
      slots.take(patient).then(() => entered.push(name));
    await Promise.all([enter('a'), enter('b')]);
    const others = [enter('c'), enter('d')];
    await new Promise(setImmediate);

    expect(entered).toEqual(['a', 'b']);

    slots.release();
    slots.release();
    await Promise.all(others);

    expect(entered).toEqual(['a', 'b', 'c', 'd']);
  });

  it('forgets who has given up waiting', async () => {
    const slots = new Slots(1);
    const impatient = new AbortController();
    await slots.take(patient);
    const gaveUp = slots.take(impatient.signal);
    const waits = slots.take(patient);
    impatient.abort('ETIMEDOUT');

    await expect(gaveUp).rejects.toBe('ETIMEDOUT');
    slots.release();
    await waits;
    slots.release();
    await slots.take(patient);
  });

  it('takes nobody whose patience is over already', async () => {
    await expect(new Slots(1).take(AbortSignal.abort('ECLOSED'))).rejects.toBe('ECLOSED');
  });
});
