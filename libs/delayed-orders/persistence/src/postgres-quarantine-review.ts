import type { Database, Queryable } from '@ftgo/platform-postgres';
import { recordAction } from './postgres-operator-actions.js';

/** A quarantined message, without its body. */
export interface QuarantineEntry {
  readonly key: string;
  readonly feed: string;
  readonly queue: string;
  readonly cause: string;
  readonly detail: string;
  readonly bodySize: number;
  readonly times: number;
  readonly quarantinedAt: Date;
}

/** A quarantined message with what is needed to read it again. */
export interface QuarantinedContent extends QuarantineEntry {
  readonly routingKey: string;
  readonly headers: Readonly<Record<string, unknown>>;
  /** Null where the message was too large to be kept. */
  readonly body: Buffer | null;
}

export interface QuarantineGroup {
  readonly feed: string;
  readonly cause: string;
  readonly messages: number;
  readonly times: number;
  readonly oldest: Date;
  readonly newest: Date;
}

/** Which of the open messages are meant; all where nothing is given. */
export interface Selection {
  readonly key?: string | undefined;
  readonly cause?: string | undefined;
  readonly feed?: string | undefined;
}

/** Decides about messages while their rows are locked; what it names is settled. */
export type Settle = (
  transaction: Queryable,
  messages: readonly QuarantinedContent[],
) => Promise<readonly string[]>;

const ENTRY = `message_key as key, feed, queue, cause, detail, body_size as "bodySize", times,
  quarantined_at as "quarantinedAt"`;
const CONTENT = `${ENTRY}, routing_key as "routingKey", headers, body`;
const SELECTED = `state = 'QUARANTINED' and ($1::text is null or message_key = $1)
  and ($2::text is null or cause = $2) and ($3::text is null or feed = $3)`;

/** The quarantine as operators see it: what is in it, and what becomes of it. */
export class PostgresQuarantineReview {
  constructor(private readonly database: Database) {}

  /** What waits for somebody to look, by feed and cause. */
  groups(): Promise<QuarantineGroup[]> {
    return this.database.query<QuarantineGroup>(
      `select feed, cause, count(*)::int as messages, sum(times)::bigint as times,
         min(quarantined_at) as oldest, max(quarantined_at) as newest
       from quarantined_message where state = 'QUARANTINED' group by feed, cause order by 3 desc`,
    );
  }

  list(selection: Selection, limit: number): Promise<QuarantineEntry[]> {
    return this.database.query<QuarantineEntry>(
      `select ${ENTRY} from quarantined_message where ${SELECTED}
       order by quarantined_at, message_key limit $4`,
      [...parameters(selection), limit],
    );
  }

  async find(key: string): Promise<QuarantinedContent | undefined> {
    const [message] = await this.database.query<QuarantinedContent>(
      `select ${CONTENT} from quarantined_message where message_key = $1`,
      [key],
    );
    return message;
  }

  /** The next messages of a selection, after the one of a key; changes nothing. */
  contents(selection: Selection, after: string, limit: number): Promise<QuarantinedContent[]> {
    return this.database.query<QuarantinedContent>(
      `select ${CONTENT} from quarantined_message where ${SELECTED} and message_key > $4
       order by message_key limit $5`,
      [...parameters(selection), after, limit],
    );
  }

  /**
   * Takes the next messages, lets `settle` act on them, and marks what it names, in one
   * transaction with the audit row. Messages that another operator holds are passed over, so two
   * at once share the work and nothing is done twice.
   * @returns the messages taken, and the keys settled.
   */
  async settleNext(
    selection: Selection,
    { after, limit }: { readonly after: string; readonly limit: number },
    as: {
      readonly state: 'REPLAYED' | 'DISCARDED';
      readonly operator: string;
      readonly why?: string;
    },
    settle: Settle,
  ): Promise<{ taken: readonly QuarantinedContent[]; settled: readonly string[] }> {
    return this.database.transaction(async (transaction) => {
      const taken = await transaction.query<QuarantinedContent>(
        `select ${CONTENT} from quarantined_message where ${SELECTED} and message_key > $4
         order by message_key limit $5 for update skip locked`,
        [...parameters(selection), after, limit],
      );
      const settled = await settle(transaction, taken);
      if (settled.length > 0) {
        await transaction.query(
          `update quarantined_message set state = $2, settled_at = clock_timestamp(), settled_by = $3
           where message_key = any($1::text[])`,
          [settled, as.state, as.operator],
        );
        const action = `quarantine ${as.state === 'REPLAYED' ? 'replay' : 'discard'}`;
        await recordAction(transaction, as.operator, action, {
          keys: settled,
          why: as.why ?? null,
        });
      }
      return { taken, settled };
    });
  }
}

const parameters = ({ key, cause, feed }: Selection): unknown[] => [
  key ?? null,
  cause ?? null,
  feed ?? null,
];
