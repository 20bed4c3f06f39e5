import fc from 'fast-check';
import { ACCEPTED, PICKED_UP, PLACED } from './curve-stage.js';
import type { MissingEventsSnapshot } from './missing-events.js';
import { MissingEvents } from './missing-events.js';

const restaurant = () => ({ missed: 0, expected: 0 });

/** So many orders, one every other minute, of which every n-th heard nothing. */
function heard(orders: number, missEvery: number): MissingEvents {
  const events = new MissingEvents();
  passOrders(events, orders, (i) => i % missEvery === 0);
  return events;
}

function passOrders(
  events: MissingEvents,
  orders: number,
  isMissed: (order: number) => boolean,
  at?: ReturnType<typeof restaurant>,
): void {
  for (let i = 0; i < orders; i++) {
    events.note(ACCEPTED, isMissed(i), at);
    events.tick();
    events.tick();
  }
}

describe('MissingEvents', () => {
  it('believes at first that acceptances come and a sixth of the pick-ups does not', () => {
    const events = new MissingEvents();
    expect(events.share(PLACED, undefined)).toBeCloseTo(0.02, 10);
    expect(events.share(ACCEPTED, undefined)).toBeCloseTo(0.17, 10);
  });

  it('expects no event after the last stage', () => {
    expect(new MissingEvents().share(PICKED_UP, undefined)).toBe(1);
  });

  it('learns the feed’s share', () => {
    expect(heard(2_000, 4).share(ACCEPTED, undefined)).toBeCloseTo(0.25, 1);
  });

  it('knows an outage within a dozen or two of orders', () => {
    const events = heard(500, 5);
    expect(events.share(ACCEPTED, undefined)).toBeLessThan(0.25);
    passOrders(events, 12, () => true);
    expect(events.share(ACCEPTED, undefined)).toBeGreaterThan(0.35);
    passOrders(events, 24, () => true);
    expect(events.share(ACCEPTED, undefined)).toBeGreaterThan(0.6);
  });

  it('returns to the usual share hours after the last order', () => {
    const events = heard(500, 5);
    for (let i = 0; i < 30; i++) events.note(ACCEPTED, true, undefined);
    for (let minute = 0; minute < 2_000; minute++) events.tick();
    expect(events.isQuiet).toBe(true);
    expect(events.share(ACCEPTED, undefined)).toBeLessThan(0.3);
  });

  it('knows a restaurant whose couriers forget to tell', () => {
    const events = heard(500, 10);
    const [forgetful, other] = [restaurant(), restaurant()];
    passOrders(events, 30, (i) => i % 2 === 0, forgetful);
    passOrders(events, 30, () => false, other);
    expect(events.share(ACCEPTED, forgetful)).toBeGreaterThan(2 * events.share(ACCEPTED, other));
  });

  it('holds an outage of the whole feed against no restaurant', () => {
    const events = heard(500, 10);
    passOrders(events, 30, () => true);
    const known = restaurant();
    for (let i = 0; i < 20; i++) {
      passOrders(events, 9, () => true);
      passOrders(events, 1, () => true, known);
    }
    expect(known.missed / known.expected).toBeLessThan(1.3);
  });

  it('is never certain, whatever is missing', () => {
    fc.assert(
      fc.property(fc.array(fc.boolean(), { maxLength: 300 }), (missed) => {
        const events = new MissingEvents();
        const one = restaurant();
        for (const each of missed) events.note(PLACED, each, one);
        const share = events.share(PLACED, one);
        expect(share).toBeGreaterThan(0);
        expect(share).toBeLessThanOrEqual(0.995);
      }),
    );
  });

  it('counts each stage by itself, and ignores what is no stage', () => {
    const events = new MissingEvents();
    for (let i = 0; i < 200; i++) events.note(PLACED, true, undefined);
    events.note(PICKED_UP, true, undefined);
    expect(events.share(ACCEPTED, undefined)).toBeCloseTo(0.17, 10);
    expect(events.share(PLACED, undefined)).toBeGreaterThan(0.8);
  });

  it('is the same after it was stored as JSON', () => {
    const events = heard(77, 3);
    events.tick();
    const stored = JSON.parse(JSON.stringify(events.snapshot())) as MissingEventsSnapshot;
    expect(new MissingEvents(stored)).toEqual(events);
  });
});
