import type { TraceOrder } from '@ftgo/monolith-traces';
import { traceOf } from '@ftgo/monolith-traces';
import { minuteAppointments } from '../replay/appointments.js';
import { orderFeed } from '../replay/order-feed.js';
import { TraceRestaurants } from '../replay/trace-restaurants.js';
import { chickenVindaloo, minute } from '../testing.js';
import type { MinuteDigest } from './minute-digests.js';
import { minuteDigests } from './minute-digests.js';

function digestsOf(of: MinuteDigest['of'], ...orders: TraceOrder[]): number[] {
  const trace = traceOf(orders, []);
  const given = { feed: orderFeed(trace), appointments: minuteAppointments(trace, 60) };
  return minuteDigests(given, new TraceRestaurants(trace))
    .filter((each) => each.of === of)
    .map(({ digest }) => digest);
}
const digests = (...orders: TraceOrder[]): number[] => digestsOf('ESTIMATE', ...orders);

describe('the digests of estimates', () => {
  const vindaloo = chickenVindaloo();

  it('are one for each minute of an open order', () => {
    expect(digests(vindaloo)).toHaveLength(40);
  });

  it('are the same for the same orders', () => {
    expect(digests(vindaloo)).toEqual(digests(chickenVindaloo()));
  });

  it('differ as time goes on', () => {
    expect(new Set(digests(vindaloo)).size).toBe(40);
  });

  it.each([
    ['the total', chickenVindaloo({ orderTotalCents: 6171 })],
    ['the acceptance', chickenVindaloo({ acceptedAt: minute(4) })],
    ['the pick-up', chickenVindaloo({ pickedUpAt: minute(19) })],
  ])('differ by %s, once it is known', (_, other) => {
    const [before, after] = [digests(vindaloo), digests(other)];
    expect(after.at(-1)).not.toBe(before.at(-1));
  });

  it('do not differ before that', () => {
    const later = chickenVindaloo({ pickedUpAt: minute(19) });
    expect(digests(later).slice(0, 18)).toEqual(digests(vindaloo).slice(0, 18));
  });

  it('differ by another order that is open', () => {
    const other = chickenVindaloo({ orderId: '43', createdAt: minute(1) });
    expect(digests(vindaloo, other)).not.toEqual(digests(vindaloo));
    expect(digests(vindaloo, other).length).toBeGreaterThan(digests(vindaloo).length);
  });
});

describe('the digests of decisions', () => {
  const decisions = (...orders: TraceOrder[]): number[] => digestsOf('DECISION', ...orders);

  it('are one for each decision: whatever is heard, and whatever is due', () => {
    const { length } = decisions(chickenVindaloo());
    expect(length).toBeGreaterThanOrEqual(6);
  });

  it('differ by what is decided', () => {
    const late = chickenVindaloo({ deliveredAt: minute(70) });
    expect(decisions(late)).not.toEqual(decisions(chickenVindaloo()));
    expect(decisions(late).slice(0, 5)).toEqual(decisions(chickenVindaloo()).slice(0, 5));
  });
});
