import { setTimeout as pause } from 'node:timers/promises';
import type { Logger } from '@ftgo/platform-observability';
import pg from 'pg';
import { withSessionSettings } from '../log/session-settings.js';

export interface ActiveLockOptions {
  readonly url: string;
  /** The lock is this slot's: tailers of other slots are active beside it. */
  readonly slot: string;
  readonly logger: Logger;
  readonly checkEveryMs?: number;
}

/** The session that holds the lock, or would like to. */
interface Session {
  readonly client: pg.Client;
  /** Raised when the session has ended, and the lock with it. */
  readonly ended: AbortController;
  holds: boolean;
}

/** The server notices within some 20 s that the machine of a holder is gone without a word. */
const NOTICE_DEATH = {
  tcp_keepalives_idle: '5',
  tcp_keepalives_interval: '5',
  tcp_keepalives_count: '3',
  idle_session_timeout: '0',
};
const CHECK_EVERY_MS = 2_000;
const ANSWER_WITHIN_MS = 5_000;
const GOODBYE_WITHIN_MS = 1_000;

/**
 * Lets one tailer of a slot be the active one: a session's advisory lock, on a connection that does
 * nothing else. It is given back when the process ends, however it ends, and then another one has
 * it. It keeps tailers from disturbing each other; that none streams beside another is the slot's
 * own doing, which takes one at a time.
 */
export class ActiveLock {
  private session: Session | undefined;
  private checking: NodeJS.Timeout | undefined;

  constructor(private readonly options: ActiveLockOptions) {}

  /**
   * Tries once. @returns a signal that is raised when the lock is lost; undefined when another
   * tailer has it. @throws when the database is away
   */
  async take(): Promise<AbortSignal | undefined> {
    const session = (this.session ??= await this.open());
    if (session.holds) return session.ended.signal;
    try {
      session.holds = await this.tryLock(session.client);
    } catch (error) {
      await this.end(session);
      throw error;
    }
    if (!session.holds) return undefined;
    const { checkEveryMs = CHECK_EVERY_MS } = this.options;
    this.checking = setInterval(() => void this.check(session), checkEveryMs);
    return session.ended.signal;
  }

  /** Gives the lock back, if it is held, and no longer tries. */
  async release(): Promise<void> {
    if (this.session !== undefined) await this.end(this.session);
  }

  private async open(): Promise<Session> {
    const client = new pg.Client({
      connectionString: withSessionSettings(this.options.url, NOTICE_DEATH),
      application_name: 'log-tailer lock',
      connectionTimeoutMillis: ANSWER_WITHIN_MS,
      query_timeout: ANSWER_WITHIN_MS,
      keepAlive: true,
    });
    const session = { client, ended: new AbortController(), holds: false };
    client.on('error', (err) => {
      this.options.logger.warn({ err }, 'the connection of the lock was lost');
      void this.end(session);
    });
    await client.connect();
    return session;
  }

  private async tryLock(client: pg.Client): Promise<boolean> {
    const { rows } = await client.query<{ taken: boolean }>(
      `select pg_try_advisory_lock(hashtext('log-tailer'), hashtext($1)) as taken`,
      [this.options.slot],
    );
    return rows[0]?.taken === true;
  }

  /** A link that is dead without a word is found out here: its server may have given the lock away. */
  private async check(session: Session): Promise<void> {
    try {
      await session.client.query('select 1');
    } catch {
      await this.end(session);
    }
  }

  private async end(session: Session): Promise<void> {
    if (session.ended.signal.aborted) return;
    if (this.session === session) {
      this.session = undefined;
      clearInterval(this.checking);
    }
    session.ended.abort();
    // A goodbye into a black hole is never answered; the session ends with the process then.
    await Promise.race([session.client.end(), pause(GOODBYE_WITHIN_MS, undefined, { ref: false })]);
  }
}
