import type { AmqpConnection } from '@golevelup/nestjs-rabbitmq';
import type { Logger } from '@ftgo/platform-observability';
import type { ConfirmChannel, Options } from 'amqplib';
import { dropLink } from './drop-link.js';
import { encode } from './encode.js';
import { MaintainedChannel } from './maintained-channel.js';
import type { ExchangeDeclaration } from './topology.js';
import { declareExchanges } from './topology.js';

/** A message on its way out. The same `messageId` again is the same message again. */
export interface PublishedMessage {
  readonly exchange: string;
  readonly routingKey: string;
  readonly messageId: string;
  readonly body: object;
  readonly headers?: Readonly<Record<string, string>>;
}

/**
 * `confirmed`: the broker has it in a queue. `returned`: the broker has no queue for it.
 * `unconfirmed`: nobody knows; publishing again with the same id is the only right answer.
 */
export type PublishOutcome = 'confirmed' | 'returned' | 'unconfirmed';

export interface PublisherOptions {
  /** Exchanges that are declared before anything is published. */
  readonly exchanges?: readonly ExchangeDeclaration[];
  /** How long a message waits for its confirm; 5,000 when not given. */
  readonly confirmWithinMs?: number;
  /** Told when {@link Publisher.failure} may have changed. */
  readonly onChange?: () => void;
}

/** A message that waits for its confirm. */
interface Waiting {
  readonly messageId: string;
  returned: boolean;
  readonly settle: (outcome: PublishOutcome) => void;
}

const CONFIRM_WITHIN_MS = 5_000;

/**
 * Publishes persistent, mandatory messages and tells what became of each.
 *
 * It publishes on the channel itself and not through the library's buffer, which grows without
 * limit while the link is away and sends again on its own what we gave up.
 */
export class Publisher {
  private readonly waiting = new Set<Waiting>();
  private readonly maintained: MaintainedChannel;
  private blocked: string | undefined;

  constructor(
    private readonly connection: AmqpConnection,
    private readonly logger: Logger,
    private readonly options: PublisherOptions = {},
  ) {
    const { exchanges = [], onChange } = options;
    this.maintained = new MaintainedChannel(connection, {
      setUp: (channel) => this.setUp(channel, exchanges),
      logger,
      ...(onChange === undefined ? {} : { onChange }),
    });
    this.maintained.open();
    const { managedConnection } = connection;
    managedConnection.on('blocked', ({ reason }) => this.setBlocked(reason));
    managedConnection.on('unblocked', () => this.setBlocked(undefined));
    managedConnection.on('disconnect', () => this.setBlocked(undefined));
  }

  /** False while the link is away or the broker refuses: publishing would only fill memory. */
  canPublish(): boolean {
    return this.maintained.channel !== undefined && this.blocked === undefined;
  }

  /** Why nothing can be published now; undefined when all is well. */
  get failure(): string | undefined {
    if (this.maintained.refusal !== undefined) return this.maintained.refusal;
    if (this.blocked !== undefined) return `the broker takes no messages for now: ${this.blocked}`;
    if (this.maintained.channel !== undefined) return undefined;
    return 'the broker gives no answer; connecting again every second';
  }

  /** How many messages wait for the broker's confirm. */
  get unconfirmed(): number {
    return this.waiting.size;
  }

  /**
   * Publishes one message; never rejects and takes at most `confirmWithinMs`. A message that AMQP
   * cannot carry (a name over 255 bytes, a body over 1 MiB) is `unconfirmed` and logged as an error.
   */
  async publish(message: PublishedMessage): Promise<PublishOutcome> {
    const { channel } = this.maintained;
    const { messageId, exchange } = message;
    const content = this.contentOf(message);
    if (channel === undefined || content === undefined) return 'unconfirmed';
    const outcome = await this.send(channel, message, content);
    if (outcome === 'unconfirmed') {
      this.logger.warn({ messageId, exchange }, 'no confirm came; should be published again');
    }
    return outcome;
  }

  private contentOf(message: PublishedMessage): Buffer | undefined {
    try {
      return encode(message);
    } catch (err) {
      const { messageId } = message;
      this.logger.error({ err, messageId }, 'the message can never be sent; mend its sender');
      return undefined;
    }
  }

  private send(
    channel: ConfirmChannel,
    message: PublishedMessage,
    content: Buffer,
  ): Promise<PublishOutcome> {
    const { exchange, routingKey, messageId } = message;
    const { confirmWithinMs = CONFIRM_WITHIN_MS } = this.options;
    return new Promise((resolve) => {
      const limit = setTimeout(() => settle('unconfirmed'), confirmWithinMs);
      const settle = (outcome: PublishOutcome): void => {
        clearTimeout(limit);
        this.waiting.delete(waiting);
        resolve(outcome);
      };
      const waiting: Waiting = { messageId, returned: false, settle };
      this.waiting.add(waiting);
      try {
        channel.publish(exchange, routingKey, content, propertiesOf(message), (error: unknown) =>
          settle(error ? 'unconfirmed' : waiting.returned ? 'returned' : 'confirmed'),
        );
      } catch {
        // amqplib counts the message before it writes it: from here on confirms would be taken
        // for those of other messages.
        dropLink(this.connection, 'a message could not be written');
        settle('unconfirmed');
      }
    });
  }

  private async setUp(
    channel: ConfirmChannel,
    exchanges: readonly ExchangeDeclaration[],
  ): Promise<void> {
    // Confirmed does not mean routed: an unroutable message is returned first and then confirmed,
    // and the return is only to be heard on the channel.
    channel.on('return', ({ properties }) => {
      for (const waiting of this.waiting) {
        if (waiting.messageId === properties.messageId) waiting.returned = true;
      }
    });
    // A channel that ends takes its confirms with it and tells nobody.
    channel.on('close', () => {
      for (const { settle } of [...this.waiting]) settle('unconfirmed');
    });
    await declareExchanges(channel, exchanges);
  }

  private setBlocked(reason: string | undefined): void {
    if (this.blocked === reason) return;
    this.blocked = reason;
    if (reason !== undefined) this.logger.warn({ reason }, 'the broker takes no messages for now');
    this.options.onChange?.();
  }
}

function propertiesOf({ routingKey, messageId, headers }: PublishedMessage): Options.Publish {
  return {
    persistent: true,
    mandatory: true,
    messageId,
    type: routingKey,
    contentType: 'application/json',
    headers: { ...headers },
  };
}
