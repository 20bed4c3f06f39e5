import type { Logger, Readiness } from '@ftgo/platform-observability';
import { describeError } from '@ftgo/platform-observability';
import type { LogTailerMetrics } from '../log-tailer-metrics.js';

export type Role = 'starting' | 'standby' | 'active';

const DEPENDENCY = 'log';

/** What this process is to its slot now, told to operators and in the metrics. */
export class TailerStatus {
  private current: Role = 'starting';

  constructor(
    private readonly readiness: Readiness,
    private readonly metrics: LogTailerMetrics,
    private readonly logger: Logger,
  ) {
    readiness.expect(DEPENDENCY);
    readiness.detail(DEPENDENCY, this.current);
  }

  get role(): Role {
    return this.current;
  }

  /** Another one streams; this one is ready to take over. */
  standby(): void {
    this.become('standby');
    this.metrics.becomeStandby();
    this.readiness.up(DEPENDENCY);
  }

  /** This is the one that streams, or will as soon as it can. */
  active(): void {
    this.become('active');
    this.metrics.becomeActive();
  }

  streaming(): void {
    this.readiness.up(DEPENDENCY);
    this.logger.info('the log is streamed');
  }

  /** It does not stream, and why. */
  held(reason: string): void {
    this.readiness.down(DEPENDENCY, reason);
  }

  /** A stream that had held has ended. */
  broke(err: unknown): void {
    this.logger.warn({ err }, 'the stream broke; it is opened anew');
    this.failed(err);
  }

  failed(error: unknown): void {
    const { message } = describeError(error);
    this.held(`the log is not streamed: ${message}; tried again every few seconds`);
  }

  private become(role: Role): void {
    if (role !== this.current) this.logger.info({ role }, 'this tailer has a new role');
    this.current = role;
    this.readiness.detail(DEPENDENCY, role);
  }
}
