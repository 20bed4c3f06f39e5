import { madeTrace } from '@ftgo/monolith-traces';
import type { TestDatabase } from '@ftgo/platform-postgres/testing';
import { createTestDatabase } from '@ftgo/platform-postgres/testing';
import { eventually, TcpProxy, testBrokerUrl } from '@ftgo/platform-rabbitmq/testing';
import { eventsIn } from '../testing/event-tap.js';
import type { TestSimulator } from '../testing/test-simulator.js';
import { startSimulator } from '../testing/test-simulator.js';

interface Progress {
  readonly state: string;
  readonly outboxBacklog: number;
  readonly moments: { readonly total: number; readonly applied: number };
}

describe('a replay through outages', () => {
  let own: TestDatabase;
  let toDatabase: TcpProxy;
  let toBroker: TcpProxy;
  let simulator: TestSimulator;
  let traceFile: string;

  beforeAll(async () => {
    own = await createTestDatabase();
    toDatabase = await TcpProxy.open(own.url);
    toBroker = await TcpProxy.open(testBrokerUrl());
    simulator = await startSimulator({ DATABASE_URL: toDatabase.url, RABBITMQ_URL: toBroker.url });
    traceFile = await simulator.traceFile(madeTrace({ orders: 80 }));
  });
  afterEach(() => simulator.post('/simulator/replay/stop'));
  afterAll(async () => {
    await simulator.stop();
    await toBroker.close();
    await toDatabase.close();
    await own.drop();
  });

  const progress = async (): Promise<Progress> =>
    (await simulator.get<Progress>('/simulator/replay')).json;
  const begin = (options: object) =>
    simulator.post('/simulator/replay', { traceFile, fresh: true, ...options });

  /** What each order's and restaurant's versions were, told since `heardBefore`. */
  const versionsTold = async (heardBefore: number): Promise<Map<string, number[]>> => {
    const events = eventsIn((await simulator.settledMessages()).slice(heardBefore));
    // A lost confirm has an event published again under its id: at least once is all that is promised.
    const once = new Map(events.map((event) => [event.id, event]));
    const told = new Map<string, number[]>();
    for (const { subject, data } of once.values()) {
      told.set(
        subject,
        [...(told.get(subject) ?? []), data.version].sort((a, b) => a - b),
      );
    }
    return told;
  };

  const expectWithoutGaps = (told: ReadonlyMap<string, readonly number[]>): void => {
    for (const versions of told.values()) {
      expect(versions).toEqual(versions.map((_, index) => index));
    }
  };

  it('keeps events in the outbox while the broker is away, and sends them all after (I4)', async () => {
    const heardBefore = (await simulator.settledMessages()).length;
    await begin({ stepped: true });
    toBroker.set('refuse');
    toBroker.cut();
    const { json } = await simulator.post<{ applied: number }>('/simulator/replay/advance', {
      to: '2030-01-01T00:00:00Z',
    });
    expect(await progress()).toMatchObject({ outboxBacklog: json.applied });

    toBroker.set('pass');
    await eventually(async () => expect(await progress()).toMatchObject({ outboxBacklog: 0 }));
    const told = await versionsTold(heardBefore);
    expectWithoutGaps(told);
    expect([...told.values()].flat()).toHaveLength(json.applied);
  });

  it('loses and repeats no moment when the database breaks off again and again (I11)', async () => {
    const heardBefore = (await simulator.settledMessages()).length;
    await begin({ speed: 4_000 });
    for (let cut = 0; cut < 6; cut += 1) {
      await new Promise((resolve) => setTimeout(resolve, 400));
      toDatabase.cut();
    }
    await eventually(async () => expect(await progress()).toMatchObject({ state: 'finished' }), {
      withinMs: 60_000,
    });
    const noticed = [...simulator.messagesOf('warn'), ...simulator.messagesOf('error')];
    expect(noticed.length).toBeGreaterThan(0);
    const { moments } = await progress();
    const told = await versionsTold(heardBefore);
    expectWithoutGaps(told);
    expect([...told.values()].flat()).toHaveLength(moments.total);
  });
});
