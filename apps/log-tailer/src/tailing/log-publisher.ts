import type { Logger } from '@ftgo/platform-observability';
import type { Publisher } from '@ftgo/platform-rabbitmq';
import type { LogEntry } from '../log/log-entry.js';
import { LogEntryReader } from '../log/log-entry-reader.js';
import type { LogMessage } from '../log/log-message.js';
import type { Lsn } from '../log/lsn.js';
import type { PublishingWindow, RefusedMessage } from '../publishing/publishing-window.js';
import type { RowMessages } from '../rows/row-messages.js';
import type { TailedTable } from '../tables.js';
import { isTailed } from '../tables.js';

type Unpublished = Extract<LogEntry, { kind: 'unpublished' }>;
export type LoggedOperation = Unpublished['operation'];

/** What became of the stream's entries. */
export interface LogObserver {
  /** A change was read; also one that is left out, of a table that may be none of ours (`other`). */
  read(table: TailedTable | 'other', operation: LoggedOperation): void;
  /**
   * A heartbeat came through the log. When it was not refused, all that was committed before it
   * was sent has been published.
   */
  heartbeat(sentAtMs: number, refused: RefusedMessage | undefined): void;
}

export interface LogPublisherOptions {
  readonly slot: string;
  readonly messages: RowMessages;
  readonly window: PublishingWindow;
  readonly publisher: Pick<Publisher, 'publish'>;
  readonly observer: LogObserver;
  readonly logger: Logger;
  /** Told that everything up to a record of the log is done, so that the slot may move there. */
  readonly confirm: (lsn: Lsn) => void;
}

/**
 * Publishes what the log says, in its order. The slot moves only to places before which everything
 * is confirmed by the broker (I2).
 */
export class LogPublisher {
  private readonly reader: LogEntryReader;
  private readonly told = new Set<string>();

  constructor(private readonly options: LogPublisherOptions) {
    this.reader = new LogEntryReader(options.slot);
  }

  /** Resolves once the message's changes have their place in the window: so back-pressure reaches the server. */
  async take(message: LogMessage): Promise<void> {
    for (const entry of this.reader.read(message)) await this.takeEntry(entry);
  }

  private async takeEntry(entry: LogEntry): Promise<void> {
    const { window, messages, observer, confirm } = this.options;
    switch (entry.kind) {
      case 'change':
        await window.add(messages.ofChange(entry.change));
        observer.read(entry.change.table, entry.change.operation);
        break;
      case 'commit':
        window.mark(() => confirm(entry.lsn));
        break;
      case 'heartbeat':
        await this.publishHeartbeat(entry.lsn, entry.sentAtMs);
        break;
      case 'unpublished':
        this.countUnpublished(entry);
        break;
    }
  }

  /**
   * Only after everything before it is confirmed: pipelined, it could overtake a change that has
   * to go again, and claim what is not true. One that is refused is not repeated: it says nothing
   * that the next one does not say better, and a change must not wait for it.
   */
  private async publishHeartbeat(lsn: Lsn, sentAtMs: number): Promise<void> {
    const { window, publisher, messages, observer, confirm } = this.options;
    await window.confirmed();
    const message = messages.ofHeartbeat(lsn, sentAtMs);
    const outcome = await publisher.publish(message);
    const { exchange, routingKey } = message;
    const refused = outcome === 'confirmed' ? undefined : { outcome, exchange, routingKey };
    observer.heartbeat(sentAtMs, refused);
    confirm(lsn);
  }

  /** Counted, and told once for each table, so that nothing is left out without a word. */
  private countUnpublished({ schema, table, operation }: Unpublished): void {
    const { observer, logger } = this.options;
    observer.read(isTailed(schema, table) ? table : 'other', operation);
    const what = `${operation === 't' ? 'truncation' : 'change'} of ${schema}.${table}`;
    if (this.told.has(what)) return;
    this.told.add(what);
    const message =
      operation === 't'
        ? 'a table was truncated: its rows stay with the consumers until they are removed there'
        : 'changes of a table that is not ours are left out';
    logger.warn({ schema, table, operation }, message);
  }
}
