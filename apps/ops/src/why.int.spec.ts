import type {
  NotificationState,
  ReplicaUpdate,
  RestaurantFields,
} from '@ftgo/delayed-orders-domain';
import { at, openingHours } from '@ftgo/delayed-orders-domain/testing';
import {
  PostgresDelayedOrders,
  PostgresReplica,
  putPolicy,
} from '@ftgo/delayed-orders-persistence';
import type { ServiceDatabase } from '@ftgo/delayed-orders-persistence/testing';
import {
  ALWAYS_FRESH,
  commandFor,
  decideWith,
  orderUpdate,
  serviceDatabase,
} from '@ftgo/delayed-orders-persistence/testing';
import type { Ran } from './testing/run.js';
import { run, runForJson } from './testing/run.js';

const ACCEPTED = { state: 'ACCEPTED', acceptedAt: at('18:05') };
/** Warns of nearly any order until its promise. */
const EAGER = { riskLeastLeadMinutes: 0, riskEnterProbability: 0.1, riskLeaveProbability: 0.05 };
const NEVER_WARNS = { riskWindowMinutes: 0, riskLeastLeadMinutes: 0 };
const AJANTA: ReplicaUpdate<RestaurantFields> = {
  id: 1,
  version: 7,
  fields: {
    name: 'Ajanta',
    timeZone: 'America/Los_Angeles',
    openingHours: openingHours().intervals,
  },
};

describe('ops why on a real database', () => {
  let service: ServiceDatabase;
  let environment: Record<string, string>;
  let scanner: PostgresDelayedOrders;

  const why = (...args: string[]): Promise<Ran> => run(environment, ['why', ...args]);
  const told = async (): Promise<string> => (await why('42')).out;
  const hear = (fields: Parameters<typeof orderUpdate>[1], version: number, id = 42) =>
    new PostgresReplica(service.database, { name: 'events', worker: 'test' }).apply({
      orders: [version === 0 ? orderUpdate(id, fields) : { id, version, fields: { ...fields } }],
      restaurants: [AJANTA],
    });
  const scanAt = async (time: string): Promise<void> => {
    await service.setClock(at(time));
    await scanner.assessDue(100, decideWith());
  };
  const put = (role: 'LIVE' | 'SHADOW', all: object) =>
    putPolicy(service.database, role, { document: { all }, note: 'tried', writtenBy: 'jane' });
  const settle = (state: NotificationState, cause: string | null, audience = 'CUSTOMER') =>
    service.database.query(
      `update delayed_order_notification set state = $1, cause = $2, settled_at = app_now()
       where audience = $3 and state = 'PENDING'`,
      [state, cause, audience],
    );
  /** What stands under a heading, up to the next empty line. */
  const under = (text: string, heading: RegExp): string =>
    text.split('\n\n').find((part) => heading.test(part)) ?? '';

  beforeEach(async () => {
    service = await serviceDatabase();
    environment = { DATABASE_URL: service.url, EXPECTED_FEEDS: 'none' };
    const budget = { name: 'offers', limitCents: 100_000 };
    scanner = new PostgresDelayedOrders(service.database, commandFor, budget, ALWAYS_FRESH);
    await scanner.openBudget();
    await service.setClock(at('18:05'));
    await hear(ACCEPTED, 0);
  });
  afterEach(() => service.drop());

  it('tells how an order stands that was never anything but on time', async () => {
    await scanAt('18:05');
    const { code, out } = await why('42');
    expect(code).toBe(0);
    expect(out).toMatch(
      /^Order 42 from Ajanta, restaurant 1, as it is 2026-10-03 18:05:00 UTC \(11:05\)/,
    );
    const standing = under(out, /How it stands/);
    expect(standing).toMatch(/state +ACCEPTED in the monolith, version 0/);
    expect(standing).toMatch(/accepted 2026-10-03 18:05:00 UTC \(11:05\)/);
    expect(standing).toMatch(/promised +for 2026-10-03 19:00:00 UTC \(12:00\)/);
    expect(standing).toMatch(/condition +ON_TIME, and never was otherwise/);
    expect(standing).toMatch(/restaurant +version 7; open, closes 2026-10-04 05:30:00 UTC/);
    expect(standing).toMatch(/next look +2026-10-03 18:\d\d:00 UTC/);
    expect(under(out, /decided, and why/)).toMatch(
      /Nothing: it has never been anything but on time/,
    );
  });

  it('tells each decision in the order of time: why, what it saw, who was told', async () => {
    const version = await put('LIVE', EAGER);
    await scanAt('18:45');
    await settle('SENT', null);
    await scanAt('19:02');
    await settle('SUPPRESSED', 'DELIVERED');
    const out = await told();
    const risk = under(out, /ON_TIME -> AT_RISK/);
    expect(risk).toMatch(/2026-10-03 18:45:00 UTC \(11:45\) {2}ON_TIME -> AT_RISK/);
    expect(risk).toMatch(/because +it is expected after its promise \(EXPECTED_LATE\)/);
    expect(risk).toMatch(/version 0 of the order, version 7 of the restaurant/);
    expect(risk).toMatch(new RegExp(`policy ${version}, estimate S1\\.\\d+`));
    expect(risk).toMatch(/late +with \d+ % probability/);
    expect(risk).toMatch(/\+ \d\.\d\d {2}of orders so long in this stage \d+ % came later/);
    expect(risk.match(/^ +[+-] \d\.\d\d /gm)).toHaveLength(5);
    expect(risk).toMatch(/expected +between 2026-10-03 18:\d\d/);
    expect(risk).toMatch(/customer service, by e-mail: PENDING/);
    expect(risk).toMatch(/the customer, by e-mail: SENT 2026-10-03 18:45:00 UTC/);
    const late = under(out, /AT_RISK -> LATE/);
    expect(late).toMatch(/because +its promise has passed \(PROMISE_PASSED\)/);
    expect(late).not.toMatch(/probability/);
    expect(late).toMatch(
      /the customer, by e-mail: SUPPRESSED .*: it had been delivered \(DELIVERED\)/,
    );
    expect(out.indexOf('-> AT_RISK')).toBeLessThan(out.indexOf('-> LATE'));
    expect(under(out, /How it stands/)).toMatch(/condition +LATE since .*, because its promise/);
    expect(under(out, /How it stands/)).toMatch(/offer +2\.00 USD, open until/);
  });

  it('tells who was not told, and why', async () => {
    await put('LIVE', { ...EAGER, mostCustomerNotices: 1 });
    await scanAt('18:45');
    const risk = under(await told(), /-> AT_RISK/);
    expect(risk).toMatch(/told +customer service/);
    expect(risk).toMatch(
      /not told +the customer: .*kept for what would be worse \(ENOUGH_NOTICES\)/,
    );
  });

  it('marks what the policy in the shadow decided otherwise, and says briefly what it did not', async () => {
    await put('LIVE', { ...NEVER_WARNS, lateGraceMinutes: 5 });
    const version = await put('SHADOW', { ...NEVER_WARNS, lateGraceMinutes: 1 });
    await scanAt('19:01');
    const differs = await told();
    expect(under(differs, /in the shadow: ON_TIME -> LATE/)).toMatch(
      /\*\*\* DIFFERS: the live policy had it ON_TIME; nobody was told/,
    );
    expect(under(differs, /How it stands/)).toMatch(
      new RegExp(`in shadow +LATE since .*; policy version ${version}`),
    );
    expect(under(differs, /If it were looked at now/)).toMatch(
      /DIFFERS: by policy \d+ it would be LATE/,
    );
    await put('LIVE', { lateGraceMinutes: 1 });
    await hear(ACCEPTED, 0, 43);
    await scanAt('19:02');
    const agrees = (await why('43')).out;
    expect(agrees).toMatch(/in the shadow: ON_TIME -> LATE, as the live policy has it/);
    expect(agrees).not.toMatch(/DIFFERS/);
  });

  it('tells what would be decided if it were looked at now, and decides nothing', async () => {
    await scanAt('18:05');
    await service.setClock(at('19:30'));
    const now = under(await told(), /If it were looked at now/);
    expect(now).toMatch(/condition +LATE/);
    expect(now).toMatch(/because +its promise has passed/);
    expect(now).toMatch(/would tell +the customer\n +customer service/);
    const [count] = await service.database.query<{ n: number }>(
      `select (select count(*) from decision_record)::int
         + (select count(*) from delayed_order_notification)::int as n`,
    );
    expect(count?.n).toBe(0);
  });

  it('says of an ended order that nothing more is decided', async () => {
    await scanAt('19:02');
    await hear({ state: 'DELIVERED', deliveredAt: at('19:10') }, 1);
    await scanAt('19:10');
    const out = await told();
    expect(under(out, /How it stands/)).toMatch(/LATE since .*; ended 2026-10-03 19:10:00 UTC/);
    expect(under(out, /How it stands/)).toMatch(/next look +never: it has ended/);
    expect(under(out, /If it were looked at now/)).toMatch(/nothing more is decided/);
  });

  it('says which feed decisions wait for (I7)', async () => {
    environment['EXPECTED_FEEDS'] = 'cdc';
    expect(await told()).toMatch(/is due since .*, but decisions wait for the feed cdc: ops feeds/);
  });

  it('still tells what was sent when the decision has been forgotten', async () => {
    await scanAt('19:02');
    await service.database.query('delete from decision_record');
    expect(await told()).toMatch(
      /have been forgotten since[^]*LATE: the customer, by e-mail: PENDING/,
    );
  });

  it.each<[NotificationState, string | null, RegExp]>([
    ['SENDING', null, /the customer, by e-mail: SENDING, attempt 0/],
    ['RETRY', 'contact.timeout', /RETRY, attempt 0 failed: contact\.timeout/],
    ['UNKNOWN', 'sender.died', /UNKNOWN, may have arrived: the answer was lost: sender\.died/],
    ['FAILED', 'smtp.550', /FAILED .*, given up: smtp\.550/],
    ['SENT', 'sender.died', /SENT .* after an attempt that may have arrived, too: sender\.died/],
  ])('tells what became of a notice: %s, %s', async (state, cause, expected) => {
    await scanAt('19:02');
    await settle(state, cause);
    expect(await told()).toMatch(expected);
  });

  it('knows an order of which hardly anything was heard', async () => {
    await hear({ promisedAt: undefined, createdAt: undefined, restaurantId: 404 }, 0, 44);
    const { code, out } = await why('44');
    expect(code).toBe(0);
    expect(out).toMatch(/^Order 44 from restaurant 404, as it is/);
    expect(out).not.toMatch(/undefined|NaN|Invalid/);
  });

  it('gives scripts the same: instants, decisions by both policies, notices, the answers of now', async () => {
    await put('SHADOW', { lateGraceMinutes: 0 });
    await scanAt('19:02');
    expect(await runForJson(environment, 'why', '42')).toMatchObject({
      now: '2026-10-03T19:02:00.000Z',
      order: { id: 42, promisedAt: '2026-10-03T19:00:00.000Z' },
      delayed: { condition: 'LATE' },
      policies: { live: 0 },
      estimate: expect.stringMatching(/^S1\./),
      decisions: [
        { role: 'LIVE', condition: 'LATE', reasons: ['PROMISE_PASSED'] },
        { role: 'SHADOW', condition: 'LATE' },
      ],
      notices: [{ state: 'PENDING' }, { state: 'PENDING' }],
      ifLookedAtNow: { answers: [{ role: 'LIVE', told: [] }, { role: 'SHADOW' }] },
    });
  });

  it('I12: refuses an order that nobody ever told of, and what is no number, with what to do', async () => {
    expect(await why('4711')).toMatchObject({ code: 2, err: expect.stringMatching(/ops feeds/) });
    expect(await why('Ajanta')).toMatchObject({
      code: 2,
      err: expect.stringMatching(/whole number/),
    });
  });
});
