import type { Logger } from '@ftgo/platform-observability';
import pg from 'pg';
import { isWorthRepeating } from './transient-errors.js';

/** Something that runs SQL: the pool, or one transaction. */
export interface Queryable {
  /** Runs one statement; `bigint` columns come as numbers, `timestamptz` as `Date`. */
  query<Row extends object>(sql: string, parameters?: readonly unknown[]): Promise<Row[]>;
}

export interface DatabaseOptions {
  readonly url: string;
  /** Shown by PostgreSQL in pg_stat_activity. */
  readonly applicationName: string;
  /** Most connections at once; 5 when not given. */
  readonly poolSize?: number;
  /** How long the server works on one statement before it gives up; 30,000 when not given. */
  readonly statementTimeoutMs?: number;
}

/** pg reads a time-out of each query; its published types know only the connection's. */
interface TimedQuery extends pg.QueryConfig {
  readonly query_timeout: number;
}

const SECOND = 1000;
const CLOSE_WITHIN_MS = 2 * SECOND;

/**
 * A pool of connections to one PostgreSQL.
 *
 * The hot paths (replica, scanner, relay, ledger) go through it and not through MikroORM's pool:
 * with kysely 0.29.6 under MikroORM 7.2.1 a transaction whose backend dies keeps its connection
 * for ever (kysely-org/kysely#1990). Here every client goes back with its error, so a broken one
 * is thrown away. See ADR-0007.
 */
export class Database implements Queryable {
  readonly pool: pg.Pool;

  constructor(options: DatabaseOptions, logger: Logger) {
    const { statementTimeoutMs = 30 * SECOND } = options;
    this.pool = new pg.Pool({
      connectionString: options.url,
      application_name: options.applicationName,
      max: options.poolSize ?? 5,
      // Without a limit a dead server makes every caller wait for ever and says nothing.
      connectionTimeoutMillis: 5 * SECOND,
      statement_timeout: statementTimeoutMs,
      lock_timeout: 10 * SECOND,
      idle_in_transaction_session_timeout: 30 * SECOND,
      // The client's own limit: a black hole on the way sends no error (it cuts statement_timeout).
      query_timeout: statementTimeoutMs + 5 * SECOND,
      keepAlive: true,
      types: { getTypeParser },
    });
    // An idle connection that dies emits here; unheard, the event would end the process.
    this.pool.on('error', (err) => logger.warn({ err }, 'an idle database connection was lost'));
  }

  async query<Row extends object>(
    sql: string,
    parameters: readonly unknown[] = [],
  ): Promise<Row[]> {
    const { rows } = await this.pool.query<Row>(sql, [...parameters]);
    return rows;
  }

  /**
   * Runs `work` in one transaction (read committed). Serialization failures, deadlocks and lock
   * time-outs are tried up to three times in all, so `work` must be safe to run again; any other
   * error rolls back and is thrown as it is. When the connection dies during the commit, the
   * rejection leaves open whether it was committed.
   */
  async transaction<T>(work: (transaction: Queryable) => Promise<T>): Promise<T> {
    for (let attempt = 1; ; attempt += 1) {
      try {
        return await this.transactOnce(work);
      } catch (error) {
        if (attempt === 3 || !isWorthRepeating(error)) throw error;
      }
    }
  }

  private async transactOnce<T>(work: (transaction: Queryable) => Promise<T>): Promise<T> {
    const transaction = await this.open();
    try {
      await transaction.query('begin');
      const result = await work(transaction);
      await transaction.query('commit');
      return result;
    } catch (error) {
      await transaction.rollBack();
      throw error;
    } finally {
      transaction.release();
    }
  }

  /**
   * By callback, because a promise is too late: a server that ends a connection in the moment in
   * which it has made it says both in one piece, and nobody would hear the second.
   */
  private open(): Promise<OpenTransaction> {
    return new Promise((resolve, reject) => {
      this.pool.connect((error, client) => {
        if (client === undefined) reject(error ?? new Error('the pool gave no connection'));
        else resolve(new OpenTransaction(client));
      });
    });
  }

  /** Takes a connection and asks for an answer within `withinMs`; one that is dead is thrown away. */
  async probe(withinMs: number): Promise<void> {
    const probe: TimedQuery = { text: 'select 1', query_timeout: withinMs };
    await this.pool.query(probe);
  }

  /** Waits up to 2 s for what is running; then leaves it to the server to roll back. */
  async close(): Promise<void> {
    let timer: NodeJS.Timeout | undefined;
    const limit = new Promise<void>((resolve) => (timer = setTimeout(resolve, CLOSE_WITHIN_MS)));
    await Promise.race([this.pool.end(), limit]);
    clearTimeout(timer);
  }
}

/** One transaction on one connection, which goes back to the pool only when its state is known. */
class OpenTransaction implements Queryable {
  private broken: Error | undefined;

  // A connection that dies between two statements emits this; unheard, it would end the process.
  private readonly remember = (error: Error): void => void (this.broken = error);

  constructor(private readonly client: pg.PoolClient) {
    client.on('error', this.remember);
  }

  async query<Row extends object>(
    sql: string,
    parameters: readonly unknown[] = [],
  ): Promise<Row[]> {
    try {
      const { rows } = await this.client.query<Row>(sql, [...parameters]);
      return rows;
    } catch (error) {
      // Only what the server itself answered leaves the connection in a known state.
      if (!(error instanceof pg.DatabaseError)) this.remember(error as Error);
      throw error;
    }
  }

  /** Never rejects. On a broken connection the server rolls back by itself once it notices. */
  async rollBack(): Promise<void> {
    if (this.broken === undefined) await this.client.query('rollback').catch(this.remember);
  }

  release(): void {
    this.client.off('error', this.remember);
    // Handing over the error destroys the connection instead of putting it back.
    this.client.release(this.broken);
  }
}

const INT8 = 20;

function getTypeParser(oid: number, format?: 'text' | 'binary'): (value: string) => unknown {
  return oid === INT8 ? safeInteger : pg.types.getTypeParser(oid, format as 'text');
}

function safeInteger(text: string): number {
  const value = Number(text);
  if (!Number.isSafeInteger(value)) throw new RangeError('a bigint is beyond the safe range');
  return value;
}
