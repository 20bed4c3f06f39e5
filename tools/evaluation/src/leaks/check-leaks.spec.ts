import { madeTrace } from '@ftgo/monolith-traces';
import { orderFeed } from '../replay/order-feed.js';
import { HeardOutput } from '../testing.js';
import { checkLeaks } from './check-leaks.js';

const trace = madeTrace({ orders: 120, seed: 3 });

describe('the check for leaks', () => {
  it('ends well where what comes after an instant changes nothing before it', () => {
    const output = new HeardOutput();
    expect(checkLeaks(trace, output)).toBe(0);
    expect(output.out).toBe(
      'Everything after 8 instants altered: no estimate and no decision changed.\n',
    );
    expect(output.shares).toContain(0);
  });

  it('ends with exit code 1 and says where, when a feed knows how orders end', () => {
    const output = new HeardOutput();
    const code = checkLeaks(trace, output, (given) => {
      const feed = orderFeed(given);
      const ends = new Map(feed.map((change) => [change.index, change.order.pickedUpAt]));
      return feed.map((change) => ({
        ...change,
        order: { ...change.order, pickedUpAt: ends.get(change.index) },
      }));
    });
    expect(code).toBe(1);
    expect(output.out).toMatch(
      /^leak: what came after 2026-10-03T\S+Z changed an estimate or a decision at 2026-10-03T\S+Z\n/,
    );
    expect(output.out).toMatch(/Everything after 8 instants altered: \d of them leak\.\n$/);
  });
});
