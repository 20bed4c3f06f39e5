import { Places } from './places.js';

describe('places', () => {
  it('are given at once while there are some', async () => {
    const places = new Places(2);
    expect(await Promise.all([places.take(0), places.take(0)])).toEqual([true, true]);
  });

  it('are handed on in the order of coming', async () => {
    const places = new Places(1);
    await places.take(0);
    const order: string[] = [];
    const waiting = ['John', 'Mary', 'Jane'].map(async (name) => {
      await places.take(5_000);
      order.push(name);
      places.release();
    });
    places.release();
    await Promise.all(waiting);
    expect(order).toEqual(['John', 'Mary', 'Jane']);
  });

  it('are refused to whom has waited for too long, and not lost thereby', async () => {
    const places = new Places(1);
    await places.take(0);
    expect(await places.take(10)).toBe(false);
    places.release();
    expect(await places.take(0)).toBe(true);
    expect(await places.take(10)).toBe(false);
  });

  it('are never more than there are, whoever comes and goes', async () => {
    const places = new Places(3);
    let [inside, most] = [0, 0];
    const visits = Array.from({ length: 50 }, async (_, visit) => {
      if (!(await places.take(visit % 5))) return;
      most = Math.max(most, (inside += 1));
      await new Promise((resolve) => setTimeout(resolve, visit % 4));
      inside -= 1;
      places.release();
    });
    await Promise.all(visits);
    expect(most).toBe(3);
  });
});
