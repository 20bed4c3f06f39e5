import { captureLogger } from '@ftgo/platform-observability/testing';
import { Database } from '../database.js';
import type { TestDatabase } from './test-database.js';
import { createTestDatabase } from './test-database.js';

export interface FileDatabaseOptions {
  /** Gives the template that it is cloned from; an empty database where not given. */
  readonly template?: () => Promise<string>;
  /** SQL that brings it back to its beginning. Nobody else works on it meanwhile. */
  readonly empty: string;
}

/** A database with a pool of connections to it, both until it is dropped. */
export interface TakenDatabase extends TestDatabase {
  readonly database: Database;
}

const APPLICATION = 'test file';

/** Everybody but the pool's own idle connections. */
const OTHERS_END = `select pg_terminate_backend(pid, 10000) from pg_stat_activity
  where datname = current_database() and pid <> pg_backend_pid()
    and (application_name <> '${APPLICATION}' or state <> 'idle')`;

/**
 * The database of one test file, and a pool of connections, for one test after the other: making
 * them, and what a new connection has to learn of its database, takes longer than most tests do.
 * To be made where the file begins, since it is dropped at the file's end.
 */
export class FileDatabase {
  private own: TakenDatabase | undefined;
  private isTaken = false;
  private isOver = false;

  constructor(private readonly options: FileDatabaseOptions) {
    afterAll(() => this.end());
  }

  /** As it was at the beginning, whatever tests before did; another one while it is taken. */
  async take(): Promise<TakenDatabase> {
    if (this.isTaken) return this.make();
    this.isTaken = true;
    const own = (this.own ??= await this.make());
    return { ...own, drop: () => this.giveBack(own) };
  }

  private async make(): Promise<TakenDatabase> {
    const { url, drop } = await createTestDatabase(await this.options.template?.());
    const options = { url, applicationName: APPLICATION, poolSize: 4 };
    const database = new Database(options, captureLogger().logger);
    return { url, database, drop: () => database.close().then(drop) };
  }

  private async giveBack(own: TakenDatabase): Promise<void> {
    if (this.isOver) {
      await own.drop();
      return;
    }
    await own.database.query(OTHERS_END);
    await own.database.query(this.options.empty);
    this.isTaken = false;
  }

  /** Who holds it still, in a hook that runs later, drops it. */
  private async end(): Promise<void> {
    this.isOver = true;
    if (!this.isTaken) await this.own?.drop();
  }
}
