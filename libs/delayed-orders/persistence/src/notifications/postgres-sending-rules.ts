import type { Channel, DelayPolicy, Order } from '@ftgo/delayed-orders-domain';
import type { Database } from '@ftgo/platform-postgres';
import { isPaused } from './postgres-channel-pauses.js';
import { PostgresPolicies } from '../postgres-policies.js';

/** What a sender has to ask before each attempt; both may change while it runs. */
export class PostgresSendingRules {
  private readonly policies: PostgresPolicies;

  constructor(private readonly database: Database) {
    this.policies = new PostgresPolicies(database);
  }

  /** Whether an operator has paused the channel. */
  isPaused(channel: Channel): Promise<boolean> {
    return isPaused(this.database, channel);
  }

  /** The live policy as it is for this order. */
  async policyFor(order: Order): Promise<DelayPolicy> {
    const { live } = await this.policies.inForce(this.database);
    return live.policyFor(order);
  }
}
