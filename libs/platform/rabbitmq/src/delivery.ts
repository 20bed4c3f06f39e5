/** One message as it came from a queue; its body is still bytes and may be anything. */
export interface Delivery {
  readonly body: Buffer;
  readonly queue: string;
  readonly exchange: string;
  readonly routingKey: string;
  readonly messageId: string | undefined;
  readonly headers: Readonly<Record<string, unknown>>;
  readonly redelivered: boolean;
}

/**
 * Where a queue's messages come from. An exchange is declared as a durable topic exchange unless
 * it says otherwise: one that somebody else declares must be declared the same way, or the broker
 * refuses.
 */
export interface Binding {
  readonly exchange: string;
  readonly routingKey: string;
  readonly declaredAs?: { readonly type: 'topic' | 'fanout'; readonly durable: boolean };
}

/** A queue, where its messages come from, and what is done with each. */
export interface Consumption {
  readonly queue: string;
  readonly bindings: readonly Binding[];
  /** How many deliveries may be handled at once; also the back-pressure. */
  readonly prefetch: number;
  /**
   * Resolves once the effect is committed: only then is the message acknowledged (I2). What
   * cannot be understood is the handler's to quarantine. A rejection gives the message back to
   * the queue; it should mean that this process cannot work now.
   */
  readonly handle: (delivery: Delivery) => Promise<void>;
}
