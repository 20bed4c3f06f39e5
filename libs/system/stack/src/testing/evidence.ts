import type { CaughtMail } from '../mail-catcher.js';
import type { SimulatedOrder } from '../simulator.js';
import type { Evidence, LedgerEntry } from '../verdict.js';

/** An instant of the evening on which Ajanta cooks, such as `at('18:30')`. */
export const at = (time: string): string =>
  new Date(`2026-11-20T${time.padEnd(8, ':00')}Z`).toISOString();

/** Chicken Vindaloo from Ajanta, ordered at 18:00, promised for 18:30 and there a minute before. */
export function anOrder(changes: Partial<SimulatedOrder> = {}): SimulatedOrder {
  return {
    orderId: 42,
    traceOrderId: null,
    restaurantId: 1,
    state: 'DELIVERED',
    createdAt: at('18:00'),
    promisedAt: at('18:30'),
    pickedUpAt: at('18:20'),
    deliveredAt: at('18:29'),
    cancelledAt: null,
    cancelledBy: null,
    stoppedByClosingAt: null,
    ...changes,
  };
}

/** What the ledger has of a customer who was told, when the grace of two minutes was over. */
export function aNotice(changes: Partial<LedgerEntry> = {}): LedgerEntry {
  const {
    orderId = 42,
    condition = 'LATE',
    audience = 'CUSTOMER',
    promiseGeneration = 1,
  } = changes;
  return {
    orderId,
    condition,
    audience,
    promiseGeneration,
    notificationId: `notice-${orderId}-${condition}-${audience}-${promiseGeneration}`,
    channel: 'EMAIL',
    carriedBy: null,
    reason: 'PROMISE_PASSED',
    state: 'SENT',
    cause: null,
    decidedAt: new Date(at('18:32')),
    ...changes,
  };
}

/** The mail that carried a notice. */
export function mailOf({ notificationId }: LedgerEntry): CaughtMail {
  return {
    messageId: `<${notificationId}@ftgo.example>`,
    subject: 'Your Chicken Vindaloo is late',
    to: [{ address: 'customer@ftgo.example' }],
  };
}

/**
 * What a verdict is given. Unless told otherwise each notice that was sent has arrived once, and
 * each order that has ended has its outcome; two minutes of grace, one of slack.
 */
export function evidenceOf(given: Partial<Evidence>): Evidence {
  const { orders = [anOrder()], ledger = [] } = given;
  const ended = orders.filter((order) => order.deliveredAt ?? order.cancelledAt);
  return {
    orders,
    ledger,
    mails: ledger.filter(({ state }) => state === 'SENT').map(mailOf),
    outcomes: new Set(ended.map(({ orderId }) => orderId)),
    graceMinutes: 2,
    slackMinutes: 1,
    ...given,
  };
}
