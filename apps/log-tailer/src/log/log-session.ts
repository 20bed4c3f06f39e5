import { Socket } from 'node:net';
import { LogicalReplicationService } from 'pg-logical-replication';
import { SilentServerError } from './log.errors.js';
import { LogDecoder } from './log-decoder.js';
import type { LogMessage } from './log-message.js';
import type { Lsn } from './lsn.js';
import { lsnText } from './lsn.js';

export interface LogSessionOptions {
  readonly url: string;
  readonly slot: string;
  readonly publication: string;
  /** Where the slot stands; the stream goes on from there. */
  readonly confirmedLsn: Lsn;
  /** Takes one message; the next one waits until it resolves. A rejection ends the session. */
  readonly take: (message: LogMessage) => Promise<void>;
  /** Told once the server streams. */
  readonly onStart: () => void;
  readonly silentAfterMs?: number;
}

/** How often the server is told where we are; far below its `wal_sender_timeout`. */
const REPORT_EVERY_MS = 1_000;
const SILENT_AFTER_MS = 60_000;
/** PostgreSQL knows better than we where the slot stands. */
const FROM_THE_SLOT = '0/0';

/**
 * One stream of the log over one connection, in the log's order.
 *
 * What it guards against in pg-logical-replication 2.5.0 (all tried):
 * - Its own acknowledgements, also those of `timeoutSeconds`, move the slot to what was received,
 *   not to what was done. Both are off; the slot moves by {@link confirm} alone.
 * - It adds one to the position that it is given. After a commit's end that skips the commit that
 *   stands right behind it, for ever. So it is given the start of a commit's record, or one less.
 * - A handler that rejects is reported and its message passed over. So ours never does.
 * - It pauses the socket while a message is handled, and a paused socket with something left to
 *   read never closes, so `destroy` never ends. So the socket is ours, and is closed first.
 * - A second `subscribe` goes on behind what was received. So each session has a service of its own.
 */
export class LogSession {
  private readonly service: LogicalReplicationService;
  private readonly socket = new Socket();
  private readonly over = Promise.withResolvers<void>();
  /** Everything before it is done; the server may forget it. */
  private confirmedBefore: Lsn;
  private isOver = false;
  private isTaking = false;
  private heardAt = performance.now();

  constructor(private readonly options: LogSessionOptions) {
    this.confirmedBefore = options.confirmedLsn;
    this.service = new LogicalReplicationService(
      {
        connectionString: options.url,
        application_name: 'log-tailer',
        connectionTimeoutMillis: 5_000,
        keepAlive: true,
        stream: () => this.socket,
      },
      { acknowledge: { auto: false, timeoutSeconds: 0 }, flowControl: { enabled: true } },
    );
    this.service.on('start', () => options.onStart());
    this.service.on('data', (_lsn: string, message: LogMessage) => this.take(message));
    this.service.on('heartbeat', (_lsn, _at, shouldRespond) => this.hear(shouldRespond));
    this.service.on('error', (error) => this.fail(error));
  }

  /**
   * Streams until `signal` is raised, and then resolves; rejects with the cause when the stream
   * breaks. May be called once.
   */
  async run(signal: AbortSignal): Promise<void> {
    if (signal.aborted) return;
    const end = (): void => this.over.resolve();
    signal.addEventListener('abort', end);
    const reporting = setInterval(() => this.report(), REPORT_EVERY_MS);
    try {
      await Promise.race([this.subscribe(), this.over.promise]);
    } finally {
      this.isOver = true;
      clearInterval(reporting);
      signal.removeEventListener('abort', end);
      await this.close();
    }
  }

  /**
   * Lets the slot move behind the record that starts at `lsn` (a commit's or a message's): what
   * is committed up to there is never sent again. The caller has done it all.
   */
  confirm(lsn: Lsn): void {
    if (lsn >= this.confirmedBefore) this.confirmedBefore = lsn + 1n;
  }

  private async subscribe(): Promise<never> {
    const { slot, publication } = this.options;
    await this.service.subscribe(new LogDecoder(publication), slot, FROM_THE_SLOT);
    throw new Error('the server ended the stream');
  }

  /** Never rejects; after the first failure it takes nothing more. */
  private async take(message: LogMessage): Promise<void> {
    if (this.isOver) return;
    this.isTaking = true;
    try {
      await this.options.take(message);
    } catch (error) {
      this.fail(error);
    } finally {
      this.isTaking = false;
      this.heardAt = performance.now();
    }
  }

  private hear(shouldRespond: boolean): void {
    this.heardAt = performance.now();
    if (shouldRespond) this.report();
  }

  private fail(error: unknown): void {
    this.isOver = true;
    this.over.reject(error);
  }

  /**
   * Tells the server where we are, so that it keeps neither the log nor us for dead. While a
   * message is being taken nothing is read from the socket, and silence means nothing.
   */
  private report(): void {
    if (this.isOver) return;
    const { silentAfterMs = SILENT_AFTER_MS } = this.options;
    const silentMs = this.isTaking ? 0 : performance.now() - this.heardAt;
    if (silentMs > silentAfterMs) {
      this.fail(new SilentServerError(Math.round(silentMs)));
      return;
    }
    const asksForAnAnswer = silentMs > silentAfterMs / 3;
    // The library adds the one that is taken away here.
    void this.service.acknowledge(lsnText(this.confirmedBefore - 1n), asksForAnAnswer);
  }

  private async close(): Promise<void> {
    this.socket.destroy();
    await this.service.destroy();
    // What a dying connection still has to say interests nobody; unheard, it would end the process.
    this.service.on('error', () => undefined);
  }
}
