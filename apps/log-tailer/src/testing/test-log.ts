import { PostgresSlot } from '../slot/postgres-slot.js';
import type { LogMessage } from '../log/log-message.js';
import type { LogSessionOptions } from '../log/log-session.js';
import { LogSession } from '../log/log-session.js';
import type { TestMonolith } from './test-monolith.js';

/** A session on a monolith's slot, and what it has read. */
export interface TestSession {
  readonly session: LogSession;
  readonly read: LogMessage[];
  /** Settles when the session is over. */
  readonly over: Promise<void>;
  /** Ids of the rows that were inserted, in the order of the log. */
  insertedIds(): number[];
  end(): Promise<void>;
}

/** Makes the slot and a publication of `orders`, as {@link openSession} needs them. */
export async function makeSlot({ database, slot, publication }: TestMonolith): Promise<void> {
  await database.query(`create publication ${publication} for table orders`);
  await database.query(`select pg_create_logical_replication_slot($1, 'pgoutput')`, [slot]);
}

/** Streams from where the slot stands now. */
export async function openSession(
  monolith: TestMonolith,
  changes: Partial<LogSessionOptions> = {},
): Promise<TestSession> {
  const { url, slot, publication, database } = monolith;
  const confirmedLsn = (await new PostgresSlot(database, slot).read())?.confirmedLsn;
  if (confirmedLsn === undefined) throw new Error('there is no slot');
  const read: LogMessage[] = [];
  const ending = new AbortController();
  const started = Promise.withResolvers<void>();
  const session = new LogSession({
    url,
    slot,
    publication,
    confirmedLsn,
    take: async (message) => void read.push(message),
    onStart: () => started.resolve(),
    ...changes,
  });
  const over = session.run(ending.signal);
  over.catch(() => undefined);
  await Promise.race([started.promise, over]);
  return {
    session,
    read,
    over,
    insertedIds: () => read.flatMap((each) => (each.tag === 'insert' ? [each.new['id']] : [])),
    end: async () => {
      ending.abort();
      await over.catch(() => undefined);
    },
  };
}
