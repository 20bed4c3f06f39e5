import { waitUntil } from './wait-until.js';

describe('waiting until something holds', () => {
  it('asks at once, and not again when it holds', async () => {
    let asked = 0;
    await waitUntil('dinner', () => Promise.resolve((asked += 1) === 1), { withinMs: 0 });
    expect(asked).toBe(1);
  });

  it('asks until it holds', async () => {
    let asked = 0;
    await waitUntil('dinner', () => Promise.resolve((asked += 1) === 5), { everyMs: 1 });
    expect(asked).toBe(5);
  });

  it('names what it waited for, and how long, when that never holds', async () => {
    const waiting = waitUntil('Chicken Vindaloo served', () => Promise.resolve(false), {
      withinMs: 20,
      everyMs: 1,
    });
    await expect(waiting).rejects.toThrow(/20 ms.*Chicken Vindaloo served/);
  });

  it('goes no further when asking itself fails', async () => {
    let asked = 0;
    const ask = (): Promise<boolean> => {
      asked += 1;
      return Promise.reject(new Error('the kitchen is on fire'));
    };
    await expect(waitUntil('dinner', ask, { everyMs: 1 })).rejects.toThrow('on fire');
    expect(asked).toBe(1);
  });
});
