import fc from 'fast-check';
import { onlyDefined } from './format/only-defined.js';
import type { Trace, TraceOrder, TraceRestaurant } from './trace.js';
import { traceOf } from './trace-of.js';

const SECOND_MS = 1000;
const STEP_MINUTES = 90;

const printable = fc
  .string({ unit: 'grapheme', minLength: 1, maxLength: 20 })
  .filter((text) => text.trim() === text && text.length <= 100 && !/\p{Cc}/u.test(text));

const instant = fc
  .integer({ min: Date.parse('2020-01-01T00:00:00Z'), max: Date.parse('2030-01-01T00:00:00Z') })
  .map((ms) => new Date(ms));

const gapMs = fc.option(fc.integer({ min: 0, max: STEP_MINUTES * 60 * SECOND_MS }), {
  nil: undefined,
  freq: 4,
});

/** Any order that a trace may hold, created near `createdAt`. */
function anyOrder(createdAt: fc.Arbitrary<Date>): fc.Arbitrary<Omit<TraceOrder, 'orderId'>> {
  return fc
    .record({
      restaurantId: fc.oneof(fc.constantFrom('1', '2', '3'), printable),
      consumerId: printable,
      courierId: fc.option(printable, { nil: undefined }),
      area: fc.option(printable, { nil: undefined }),
      orderTotalCents: fc.option(fc.nat({ max: 99_999_999_999 }), { nil: undefined }),
      createdAt,
      promiseMs: gapMs,
      gapsMs: fc.tuple(gapMs, gapMs, gapMs, gapMs, gapMs),
      cancelled: fc.boolean(),
    })
    .map(({ promiseMs, gapsMs, cancelled, ...order }) => {
      const [acceptedAt, preparingAt, readyAt, pickedUpAt, endedAt] = after(
        order.createdAt,
        gapsMs,
      );
      return onlyDefined({
        ...order,
        promisedAt:
          promiseMs === undefined ? undefined : new Date(order.createdAt.getTime() + promiseMs),
        acceptedAt,
        preparingAt,
        readyAt,
        pickedUpAt,
        deliveredAt: cancelled ? undefined : endedAt,
        cancelledAt: cancelled ? endedAt : undefined,
      });
    });
}

/** Any trace: up to 12 orders within ten days, some of whose restaurants close early. */
export const anyTrace: fc.Arbitrary<Trace> = fc
  .tuple(instant, fc.array(fc.nat({ max: 10 * 86_400 }), { minLength: 1, maxLength: 12 }))
  .chain(([start, offsets]) =>
    fc.tuple(
      ...offsets.map((offset) =>
        anyOrder(fc.constant(new Date(start.getTime() + offset * SECOND_MS))),
      ),
    ),
  )
  .chain((orders) => {
    const numbered = orders.map((order, index) => ({ ...order, orderId: `o${index}` }));
    const ids = [...new Set(numbered.map(({ restaurantId }) => restaurantId))];
    const near = fc.constantFrom(...numbered.map(({ createdAt }) => createdAt));
    return fc
      .tuple(...ids.map((restaurantId) => anyRestaurant(restaurantId, near)))
      .map((restaurants) => traceOf(numbered, restaurants));
  });

function anyRestaurant(
  restaurantId: string,
  near: fc.Arbitrary<Date>,
): fc.Arbitrary<TraceRestaurant> {
  const localTime = fc
    .tuple(fc.nat({ max: 23 }), fc.nat({ max: 59 }))
    .map((parts) => parts.map((part) => String(part).padStart(2, '0')).join(':'));
  return fc
    .record({
      restaurantId: fc.constant(restaurantId),
      name: printable,
      timeZone: fc.constantFrom('UTC', 'Asia/Seoul', 'America/Los_Angeles', 'Asia/Kolkata'),
      opens: localTime,
      closes: localTime,
      closesEarlyAnnouncedAt: fc.option(near, { nil: undefined }),
      noticeMs: fc.nat({ max: 3 * 3_600 * SECOND_MS }),
    })
    .map(({ noticeMs, closesEarlyAnnouncedAt: announcedAt, ...restaurant }) =>
      onlyDefined({
        ...restaurant,
        closesEarlyAnnouncedAt: announcedAt,
        closesEarlyAt: announcedAt && new Date(announcedAt.getTime() + noticeMs),
      }),
    );
}

function after(from: Date, gaps: readonly (number | undefined)[]): (Date | undefined)[] {
  let ms = from.getTime();
  return gaps.map((gap) => (gap === undefined ? undefined : new Date((ms += gap))));
}
