import { randomUUID } from 'node:crypto';
import type { Decide } from '@ftgo/delayed-orders-persistence';
import { PostgresDelayedOrders } from '@ftgo/delayed-orders-persistence';
import { migrate } from '@ftgo/delayed-orders-persistence/migrations';
import {
  DEFAULT_OFFER_POLICY,
  DelayedOrderService,
  notificationId,
  offerId,
} from '@ftgo/delayed-orders-domain';
import { createLogger } from '@ftgo/platform-observability';
import { Database } from '@ftgo/platform-postgres';
import { makeDatabase, ServiceClock } from '@ftgo/system-stack';
import { DUE_AT_ONCE, makeDue, NOW, writeOpenOrders } from './due-index/open-orders.js';
import type { Conditions, Experiment } from './experiment.js';

const FEW = 10_000;
const MANY = 1_000_000;
/** The first is a warm-up: caches, plans and compiled code. */
const ROUNDS = 5;
const BATCH = 500;
const MOST_RATIO = 1.2;

/** One million open orders cost what their due ones cost. */
export const dueIndex: Experiment = {
  name: 'due-index',
  about: `The scanner's batches with ${FEW.toLocaleString('en')} and ${MANY.toLocaleString('en')} open orders, ${DUE_AT_ONCE.toLocaleString('en')} of them due at a time: the time for each due order is the same, up to a factor of ${MOST_RATIO}.`,
  async run(conditions) {
    const few = await EveningUnderTest.start(FEW, conditions);
    const many = await EveningUnderTest.start(MANY, conditions);
    try {
      // In turns, so that whatever else the machine does slows both.
      for (let round = 0; round < ROUNDS; round++) {
        await few.decide(round);
        await many.decide(round);
      }
      const ratio = many.microsecondsEach() / few.microsecondsEach();
      return {
        figures: {
          'due at a time, rounds': `${DUE_AT_ONCE}, ${ROUNDS - 1}`,
          [`µs for each due order, ${FEW} open`]: Math.round(few.microsecondsEach()),
          [`µs for each due order, ${MANY} open`]: Math.round(many.microsecondsEach()),
          'notifications written': `${few.notifications}, ${many.notifications}`,
          ratio: ratio.toFixed(2),
        },
        broken: [
          ...(ratio <= MOST_RATIO ? [] : [`the ratio is ${ratio.toFixed(2)}: above ${MOST_RATIO}`]),
          ...(few.notifications === many.notifications && few.notifications > 0
            ? []
            : ['the two did not decide alike']),
        ],
      };
    } finally {
      await few.stop();
      await many.stop();
    }
  },
};

/** A service's database with an evening's open orders, and a scanner on it. */
class EveningUnderTest {
  notifications = 0;
  private readonly roundsMs: number[] = [];
  private readonly scanner: PostgresDelayedOrders;

  private constructor(
    private readonly open: number,
    private readonly database: Database,
    private readonly drop: () => Promise<void>,
    private readonly say: Conditions['say'],
  ) {
    const budget = { name: 'compensation', limitCents: Number.MAX_SAFE_INTEGER };
    const freshness = { feeds: [], staleAfterMs: 60_000 };
    this.scanner = new PostgresDelayedOrders(database, toCommand, budget, freshness);
  }

  static async start(open: number, { config, say }: Conditions): Promise<EveningUnderTest> {
    const { url, drop } = await makeDatabase(config.databaseUrl, 'due_index');
    await migrate(url);
    const database = new Database(
      { url, applicationName: 'due-index', statementTimeoutMs: 120_000 },
      createLogger('due-index', 'warn'),
    );
    await new ServiceClock(database).hold(NOW);
    await writeOpenOrders(database, open, (written) => {
      if (written % 250_000 === 0) say(`${written.toLocaleString('en')} open orders written`);
    });
    const evening = new EveningUnderTest(open, database, drop, say);
    await evening.scanner.openBudget();
    return evening;
  }

  /** Makes a round's orders due and times deciding about all of them. */
  async decide(round: number): Promise<void> {
    const due = await makeDue(this.database, this.open, round);
    // What a checkpoint has to write must not be paid by the round that happens to come next.
    await this.database.query('checkpoint');
    const startedAt = performance.now();
    let assessed = 0;
    for (;;) {
      const saved = await this.scanner.assessDue(BATCH, DECIDE);
      if (saved.assessed === 0) break;
      assessed += saved.assessed;
      this.notifications += saved.notifications.length;
    }
    const tookMs = performance.now() - startedAt;
    if (assessed !== due) throw new Error(`${due} orders were due, and ${assessed} assessed`);
    if (round > 0) this.roundsMs.push(tookMs);
    const each = ((tookMs * 1000) / assessed).toFixed(0);
    this.say(
      `round ${round}, ${this.open.toLocaleString('en')} open: ${each} µs for each due order`,
    );
  }

  /** Of the median round. */
  microsecondsEach(): number {
    const sorted = [...this.roundsMs].sort((a, b) => a - b);
    return ((sorted[sorted.length >> 1] ?? Number.NaN) * 1000) / DUE_AT_ONCE;
  }

  async stop(): Promise<void> {
    await this.database.close();
    await this.drop();
  }
}

const service = new DelayedOrderService(DEFAULT_OFFER_POLICY, {
  notificationId: () => notificationId(randomUUID()),
  offerId: () => offerId(randomUUID()),
});

const DECIDE: Decide = (due, decider) => due.map((each) => service.decide(each, decider));

const toCommand: ConstructorParameters<typeof PostgresDelayedOrders>[1] = ({ id, orderId }) => ({
  partitionKey: orderId,
  messageId: id,
  exchange: 'delayed-orders.commands',
  routingKey: 'notification.email',
  body: { orderId, notificationId: id },
});
