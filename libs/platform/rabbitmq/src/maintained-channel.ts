import type { AmqpConnection } from '@golevelup/nestjs-rabbitmq';
import type { Logger } from '@ftgo/platform-observability';
import type { ConfirmChannel } from 'amqplib';
import { dropLink } from './drop-link.js';

export interface MaintainedChannelOptions {
  /** Names the channel of the connection; without it, its default channel. */
  readonly name?: string;
  /** Declares and consumes; runs on every new connection. */
  readonly setUp: (channel: ConfirmChannel) => Promise<void>;
  /** Told when the channel opens, closes, or is refused. */
  readonly onChange?: () => void;
  readonly logger: Logger;
  readonly retryAfterMs?: number;
}

const RETRY_AFTER_MS = 15_000;

/**
 * One channel of a connection, set up anew after every reconnect.
 *
 * What the broker refuses (a queue with other arguments, an exchange of another type, no
 * permission) is remembered as {@link refusal} and tried again every 15 s. Left to the library,
 * the refusal would end the whole connection every second, or be swallowed with its promise
 * pending for ever.
 */
export class MaintainedChannel {
  private current: ConfirmChannel | undefined;
  private latest: ConfirmChannel | undefined;
  private reason: string | undefined;

  constructor(
    private readonly connection: AmqpConnection,
    private readonly options: MaintainedChannelOptions,
  ) {}

  /** Begins to maintain it, now or once connected. */
  open(): void {
    const { managedChannels, managedChannel } = this.connection;
    const { name } = this.options;
    const wrapper = name === undefined ? managedChannel : managedChannels[name];
    if (wrapper === undefined) throw new Error(`the connection has no channel ${String(name)}`);
    void wrapper.addSetup((channel: ConfirmChannel) => this.run(channel));
  }

  /** The channel while it is open and completely set up. */
  get channel(): ConfirmChannel | undefined {
    return this.current;
  }

  /** What the broker said when it refused the set-up; undefined while it did not. */
  get refusal(): string | undefined {
    return this.reason;
  }

  private async run(channel: ConfirmChannel): Promise<void> {
    this.latest = channel;
    // Unheard, a channel's error ends the whole connection; heard and not treated, it is silent death.
    channel.on('error', (error: Error) => this.mend(channel, error));
    channel.on('close', () => this.change(channel, undefined));
    try {
      await this.options.setUp(channel);
      this.reason = undefined;
      this.change(channel, channel);
    } catch (err) {
      this.postpone(channel, err);
    }
  }

  private mend(channel: ConfirmChannel, error: Error): void {
    if (this.current !== channel) return;
    this.options.logger.error({ err: error }, 'the broker closed a channel: connecting again');
    dropLink(this.connection, 'a channel was closed by the broker');
  }

  private postpone(channel: ConfirmChannel, err: unknown): void {
    // The link went away during the set-up; the next one brings a new channel.
    if (this.latest !== channel || !this.connection.connected) return;
    this.reason = `the broker refused: ${err instanceof Error ? err.message : String(err)}`;
    this.options.logger.error({ err }, 'the broker refused a declaration; will be tried again');
    this.change(channel, undefined);
    const { retryAfterMs = RETRY_AFTER_MS } = this.options;
    const retry = setTimeout(() => {
      if (this.latest === channel) dropLink(this.connection, 'declaring again');
    }, retryAfterMs);
    retry.unref();
  }

  private change(channel: ConfirmChannel, current: ConfirmChannel | undefined): void {
    if (this.latest !== channel) return;
    this.current = current;
    this.options.onChange?.();
  }
}
