import type { Logger } from '@ftgo/platform-observability';
import type { Publisher } from '@ftgo/platform-rabbitmq';
import type { LogTailerConfig } from '../log-tailer.config.js';
import type { LogTailerMetrics } from '../log-tailer-metrics.js';
import { LogSession } from '../log/log-session.js';
import type { Lsn } from '../log/lsn.js';
import { TEXT_FORM, withSessionSettings } from '../log/session-settings.js';
import { PublishingWindow } from '../publishing/publishing-window.js';
import type { PublishedBy, QueueHealth } from '../publishing/queue-health.js';
import { RowMessages } from '../rows/row-messages.js';
import type { SnapshotMeans } from '../snapshots/snapshot-runner.js';
import type { VisibleLsn } from '../slot/visible-lsn.js';
import type { Heartbeats } from './heartbeats.js';
import { LogPublisher } from './log-publisher.js';

/** What every term of a process uses. */
export interface TermParts {
  readonly config: LogTailerConfig;
  readonly publisher: Publisher;
  readonly heartbeats: Heartbeats;
  readonly metrics: LogTailerMetrics;
  readonly queues: QueueHealth;
  readonly logger: Logger;
  /** Machine time, epoch ms. */
  readonly now: () => number;
}

/** Where one term begins. */
export interface TermStart {
  /** The name of the monolith's database. */
  readonly databaseName: string;
  readonly confirmedLsn: Lsn;
  readonly visibleLsn: VisibleLsn;
  /** Told once the server streams. */
  readonly onStart: () => void;
}

/** Together at most 500 messages and 24 MiB are on their way (I11). */
const STREAM_WINDOW = { size: 400, bytes: 16 * 1024 * 1024 };
const SNAPSHOT_WINDOW = { size: 100, bytes: 8 * 1024 * 1024 };
/** How soon the server gives up a tailer that is gone without a word, and frees the slot. */
const REPLICATION = { ...TEXT_FORM, wal_sender_timeout: '30s' };

/** One stretch in which this tailer streams: what it needs for that, made anew each time. */
export class StreamingTerm implements SnapshotMeans {
  readonly window: PublishingWindow;
  readonly messages: RowMessages;
  readonly visibleLsn: VisibleLsn;
  private readonly streamWindow: PublishingWindow;
  private readonly session: LogSession;

  constructor(
    private readonly parts: TermParts,
    { databaseName, confirmedLsn, visibleLsn, onStart }: TermStart,
  ) {
    const { config, metrics, now } = parts;
    this.visibleLsn = visibleLsn;
    this.window = this.openWindow('snapshots', SNAPSHOT_WINDOW);
    this.streamWindow = this.openWindow('log', STREAM_WINDOW);
    this.messages = new RowMessages({
      exchange: config.exchange,
      topicPrefix: config.topicPrefix,
      slot: config.slot,
      database: databaseName,
      now,
      onShrunk: (cause) => metrics.shrank(cause),
    });
    const log = this.openLog();
    this.session = new LogSession({
      url: withSessionSettings(config.monolithDatabaseUrl, REPLICATION),
      slot: config.slot,
      publication: config.publication,
      confirmedLsn,
      take: (message) => log.take(message),
      onStart,
    });
  }

  /** Streams until `signal` is raised; rejects when the stream breaks. */
  async run(signal: AbortSignal): Promise<void> {
    try {
      await this.session.run(signal);
    } finally {
      this.window.close();
      this.streamWindow.close();
      this.parts.queues.clear();
    }
  }

  private openLog(): LogPublisher {
    const { config, publisher, heartbeats, metrics, queues, logger } = this.parts;
    return new LogPublisher({
      slot: config.slot,
      messages: this.messages,
      window: this.streamWindow,
      publisher,
      logger,
      confirm: (lsn) => this.session.confirm(lsn),
      observer: {
        read: (table, operation) => metrics.read(table, operation),
        heartbeat: (sentAtMs, refused) => {
          heartbeats.cameBack(sentAtMs);
          queues.report('heartbeats', refused);
          if (refused === undefined) metrics.heartbeat(sentAtMs);
        },
      },
    });
  }

  private openWindow(
    by: PublishedBy,
    limits: { readonly size: number; readonly bytes: number },
  ): PublishingWindow {
    const { publisher, metrics, queues } = this.parts;
    return new PublishingWindow({
      publisher,
      ...limits,
      onTrouble: (refused) => queues.report(by, refused),
      onRepeat: () => metrics.repeated(),
    });
  }
}
