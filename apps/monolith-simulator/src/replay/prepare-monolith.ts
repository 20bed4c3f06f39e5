import type { Queryable } from '@ftgo/platform-postgres';
import { FTGO_TABLES } from '../ftgo/schema.js';
import type { ReplayPlan } from './replay-plan.js';
import { inventedConsumer, inventedCourier, isEvery } from './invented-people.js';
import { MonolithNotEmptyError } from './replay.errors.js';

const CHUNK = 5_000;

const INSERT_CONSUMERS = `
insert into consumers (id, first_name, last_name, email, phone, locale)
select id, "firstName", "lastName", email, phone, locale
from jsonb_to_recordset($1) as n(id bigint, "firstName" text, "lastName" text, email text,
  phone text, locale text)`;

const INSERT_COURIERS = `
insert into courier (id, available, first_name, last_name)
select id, true, "firstName", "lastName"
from jsonb_to_recordset($1) as n(id bigint, "firstName" text, "lastName" text)`;

/**
 * Makes the monolith ready for a replay: nobody in it but the trace's consumers and couriers.
 * @throws MonolithNotEmptyError when it holds anything and the replay doesn't ask for a fresh one.
 */
export async function prepareMonolith(transaction: Queryable, plan: ReplayPlan): Promise<void> {
  if (plan.options.fresh) {
    await transaction.query(`truncate ${FTGO_TABLES.join(', ')} restart identity`);
  } else if (await holdsAnything(transaction)) {
    throw new MonolithNotEmptyError();
  }
  await insertPeople(transaction, plan);
  await leaveRoomForIds(transaction, plan);
  await transaction.query('insert into simulator_replays (id, applied_moments) values ($1, 0)', [
    plan.replayId,
  ]);
}

async function holdsAnything(transaction: Queryable): Promise<boolean> {
  const [found] = await transaction.query<{ anything: boolean }>(
    `select exists (select from orders) or exists (select from restaurants)
       or exists (select from consumers) or exists (select from courier) as anything`,
  );
  return found?.anything === true;
}

async function insertPeople(transaction: Queryable, plan: ReplayPlan): Promise<void> {
  const { withoutEmailEvery, unknownEvery } = plan.options;
  const consumers = numbersOf(plan.numbers.consumers)
    .filter((id) => !isEvery(id, unknownEvery))
    .map((id) => inventedConsumer(id, withoutEmailEvery));
  await insertChunks(transaction, INSERT_CONSUMERS, consumers);
  const couriers = numbersOf(plan.numbers.couriers).map(inventedCourier);
  await insertChunks(transaction, INSERT_COURIERS, couriers);
}

async function insertChunks(
  transaction: Queryable,
  sql: string,
  rows: readonly object[],
): Promise<void> {
  for (let from = 0; from < rows.length; from += CHUNK) {
    await transaction.query(sql, [JSON.stringify(rows.slice(from, from + CHUNK))]);
  }
}

/** What REST calls create beside the replay gets ids behind the replay's. */
async function leaveRoomForIds(
  transaction: Queryable,
  { numbers: { orders, restaurants, consumers, couriers } }: ReplayPlan,
): Promise<void> {
  for (const [table, numbering] of [
    ['orders', orders],
    ['restaurants', restaurants],
    ['consumers', consumers],
    ['courier', couriers],
  ] as const) {
    const largest = numbersOf(numbering).reduce((a, b) => Math.max(a, b), 0);
    await transaction.query(
      `select setval(pg_get_serial_sequence($1, 'id'), $2::bigint + 1, false)`,
      [table, largest],
    );
  }
}

function numbersOf(numbering: ReplayPlan['numbers']['orders']): number[] {
  return [...numbering.entries()].map(([, number]) => number);
}
