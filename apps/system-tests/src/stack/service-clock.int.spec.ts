import type { ServiceDatabase } from '@ftgo/delayed-orders-persistence/testing';
import { serviceDatabase } from '@ftgo/delayed-orders-persistence/testing';
import type { ClockSegment } from '@ftgo/system-stack';
import { ServiceClock } from '@ftgo/system-stack';

const at = (time: string): Date => new Date(`2026-11-20T${time}:00Z`);
const MINUTE_MS = 60_000;

describe('the business clock of a stack (I10)', () => {
  let service: ServiceDatabase;
  let clock: ServiceClock;
  beforeEach(async () => {
    service = await serviceDatabase();
    clock = new ServiceClock(service.database);
  });
  afterEach(() => service.drop());

  /** Business time, and the machine time just before and after it was read, all in one statement. */
  const read = async (): Promise<{ before: Date; now: Date; after: Date }> => {
    const [row] = await service.database.query<{ before: Date; now: Date; after: Date }>(
      'select clock_timestamp() as before, app_now() as now, clock_timestamp() as after',
    );
    return row as { before: Date; now: Date; after: Date };
  };
  const now = async (): Promise<Date> => (await read()).now;
  const secondsAgo = async (seconds: number): Promise<Date> =>
    new Date((await read()).before.getTime() - seconds * 1000);

  it('is the machine’s own until it is set', async () => {
    const { before, now: business, after } = await read();
    expect(business.getTime()).toBeGreaterThanOrEqual(before.getTime());
    expect(business.getTime()).toBeLessThanOrEqual(after.getTime());
  });

  it('stands still where it is held, however often it is read', async () => {
    await clock.hold(at('18:00'));
    expect([await now(), await now()]).toEqual([at('18:00'), at('18:00')]);
  });

  it('is moved from one instant to the next, back as well', async () => {
    for (const time of ['18:00', '18:05', '17:00']) {
      await clock.hold(at(time));
      expect(await now()).toEqual(at(time));
    }
  });

  it.each([
    ['sixty times as fast', 60],
    ['as fast as the machine', 1],
    ['a tenth as fast', 0.1],
  ])('runs %s along a segment', async (_what, rate) => {
    const startsAt = await secondsAgo(30);
    await clock.follow(startsAt, [
      { realOffsetMs: 0, businessFrom: at('18:00').toISOString(), rate },
    ]);
    const { before, now: business, after } = await read();
    const elapsed = (machine: Date): number => (machine.getTime() - startsAt.getTime()) * rate;
    const passed = business.getTime() - at('18:00').getTime();
    // Times are told in whole milliseconds.
    expect(passed).toBeGreaterThanOrEqual(elapsed(before) - rate - 1);
    expect(passed).toBeLessThanOrEqual(elapsed(after) + rate + 1);
  });

  it('changes from segment to segment by itself', async () => {
    const segments: ClockSegment[] = [
      { realOffsetMs: 0, businessFrom: at('18:00').toISOString(), rate: 60 },
      { realOffsetMs: 10_000, businessFrom: at('18:10').toISOString(), rate: 0 },
      { realOffsetMs: 3_600_000, businessFrom: at('23:00').toISOString(), rate: 1 },
    ];
    await clock.follow(await secondsAgo(60), segments);
    expect(await now()).toEqual(at('18:10'));
  });

  it('forgets what it followed when it is held, and what held it when it follows', async () => {
    const running = { realOffsetMs: 0, businessFrom: at('18:00').toISOString(), rate: 1 };
    await clock.follow(await secondsAgo(60), [running]);
    await clock.hold(at('20:00'));
    expect(await now()).toEqual(at('20:00'));
    await clock.follow(await secondsAgo(60), [running]);
    const business = await now();
    expect(business.getTime()).toBeGreaterThanOrEqual(at('18:00').getTime() + MINUTE_MS);
    expect(business.getTime()).toBeLessThan(at('20:00').getTime());
  });

  it('is the machine’s own again when there is nothing to follow', async () => {
    await clock.hold(at('18:00'));
    await clock.follow(new Date(), []);
    const { before, now: business } = await read();
    expect(business.getTime()).toBeGreaterThanOrEqual(before.getTime());
  });
});
