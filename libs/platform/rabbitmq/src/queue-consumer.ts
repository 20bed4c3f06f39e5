import { randomUUID } from 'node:crypto';
import { setTimeout as pause } from 'node:timers/promises';
import type { AmqpConnection } from '@golevelup/nestjs-rabbitmq';
import type { Logger } from '@ftgo/platform-observability';
import type { ConfirmChannel, ConsumeMessage } from 'amqplib';
import type { Consumption, Delivery } from './delivery.js';
import { dropLink } from './drop-link.js';
import { MaintainedChannel } from './maintained-channel.js';
import { settledWithin } from './settled-within.js';
import { declareQueue } from './topology.js';

/** Keeps one consumer on one queue, over reconnects, until it is stopped. */
export class QueueConsumer {
  private readonly consumerTag = `${process.pid}-${randomUUID()}`;
  private readonly inFlight = new Set<Promise<void>>();
  private readonly maintained: MaintainedChannel;
  private stopping = false;

  constructor(
    private readonly connection: AmqpConnection,
    private readonly consumption: Consumption,
    private readonly logger: Logger,
    /** Told when {@link isConsuming} or {@link refusal} may have changed. */
    onChange: () => void = () => undefined,
  ) {
    this.maintained = new MaintainedChannel(connection, {
      name: consumption.queue,
      setUp: (channel) => this.setUp(channel),
      onChange,
      logger: logger.child({ queue: consumption.queue }),
    });
  }

  get queue(): string {
    return this.consumption.queue;
  }

  /** Why the broker does not let us consume, in its own words; undefined when it does. */
  get refusal(): string | undefined {
    return this.maintained.refusal;
  }

  /** Declares the queue and its dead letters and begins to consume, now or once connected. */
  start(): void {
    this.maintained.open();
  }

  /** True when this process's own consumer is registered on a living channel. */
  isConsuming(): boolean {
    const consumers = (this.maintained.channel as ChannelWithConsumers | undefined)?.consumers;
    return this.connection.connected && consumers?.has(this.consumerTag) === true;
  }

  /** Asks the broker for the queue; rejects when it is gone or there is no channel. */
  async probe(): Promise<void> {
    const { channel } = this.maintained;
    if (channel === undefined) throw new Error('no channel is open');
    await channel.checkQueue(this.queue);
  }

  /**
   * Ends consumption: cancels at the broker, then waits up to `graceMs` for what is being
   * handled. Deliveries that still arrive are left unacknowledged, so the broker redelivers them.
   * Never rejects.
   */
  async stop(graceMs: number): Promise<void> {
    this.stopping = true;
    await settledWithin(graceMs, [this.cancel(), ...this.inFlight]);
  }

  private async setUp(channel: ConfirmChannel): Promise<void> {
    const { prefetch } = this.consumption;
    await channel.prefetch(prefetch);
    await declareQueue(channel, this.consumption);
    if (this.stopping) return;
    await channel.consume(this.queue, (message) => this.receive(channel, message), {
      consumerTag: this.consumerTag,
    });
  }

  private async cancel(): Promise<void> {
    await this.maintained.channel?.cancel(this.consumerTag);
  }

  private receive(channel: ConfirmChannel, message: ConsumeMessage | null): void {
    if (message === null) {
      this.logger.error(
        { queue: this.queue },
        'the broker cancelled our consumer: connecting again',
      );
      dropLink(this.connection, 'the consumer was cancelled by the broker');
      return;
    }
    if (this.stopping) return;
    const handled = this.handle(channel, message);
    this.inFlight.add(handled);
    void handled.then(() => this.inFlight.delete(handled));
  }

  /** Never rejects: nobody awaits it, so a rejection would end the process. */
  private async handle(channel: ConfirmChannel, message: ConsumeMessage): Promise<void> {
    try {
      await this.consumption.handle(toDelivery(this.queue, message));
    } catch (err) {
      const { messageId } = message.properties;
      this.logger.error(
        { err, queue: this.queue, messageId },
        'not handled; goes back to the queue',
      );
      await this.giveBack(channel, message);
      return;
    }
    this.tell(() => channel.ack(message));
  }

  /**
   * `reject`, not `nack`: from RabbitMQ 4.3 a nack no longer counts against the delivery limit.
   * The pause keeps a message that always fails from going round at the speed of the wire.
   */
  private async giveBack(channel: ConfirmChannel, message: ConsumeMessage): Promise<void> {
    if (!this.stopping) await pause(GIVE_BACK_AFTER_MS, undefined, { ref: false });
    this.tell(() => channel.reject(message, true));
  }

  private tell(answer: () => void): void {
    try {
      answer();
    } catch (err) {
      this.logger.debug({ err, queue: this.queue }, 'the channel is gone; the broker redelivers');
    }
  }
}

const GIVE_BACK_AFTER_MS = 1_000;

/** What an amqplib channel knows of its consumers; not in its published types. */
interface ChannelWithConsumers {
  readonly consumers?: ReadonlyMap<string, unknown>;
}

function toDelivery(queue: string, { content, fields, properties }: ConsumeMessage): Delivery {
  return {
    body: content,
    queue,
    exchange: fields.exchange,
    routingKey: fields.routingKey,
    messageId: typeof properties.messageId === 'string' ? properties.messageId : undefined,
    headers: properties.headers ?? {},
    redelivered: fields.redelivered,
  };
}
