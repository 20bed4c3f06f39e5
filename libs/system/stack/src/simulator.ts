import type { ClockSegment } from './service-clock.js';

export interface ReplayStarted {
  readonly orders: number;
  readonly restaurants: number;
  readonly moments: number;
  readonly startsAt: string;
  readonly businessFrom: string;
  readonly endsAt: string;
  readonly clock: { readonly segments: readonly ClockSegment[] } | null;
}

export interface ReplayProgress {
  readonly state: 'idle' | 'running' | 'finished';
  readonly businessNow: string;
  readonly moments: { readonly total: number; readonly applied: number };
  readonly orders: {
    readonly total: number;
    readonly created: number;
    readonly open: number;
    readonly delivered: number;
    readonly cancelled: number;
  };
  readonly eventsPublished: number;
  readonly outboxBacklog: number;
  /** The versions of all orders and restaurants, counted from 1: what a replica must hear. */
  readonly versions: number;
  /** Rows of opening hours and closures. */
  readonly rowsOfHours: number;
}

export interface SimulatedOrder {
  readonly orderId: number;
  readonly traceOrderId: string | null;
  readonly restaurantId: number;
  readonly state: string;
  readonly createdAt: string;
  readonly promisedAt: string | null;
  readonly pickedUpAt: string | null;
  readonly deliveredAt: string | null;
  readonly cancelledAt: string | null;
  readonly cancelledBy: 'CONSUMER' | 'RESTAURANT' | null;
  readonly stoppedByClosingAt: string | null;
}

export interface ReplayOptions {
  readonly traceFile: string;
  readonly limit?: number | undefined;
  readonly speed?: number;
  readonly stepped?: boolean;
}

/** The simulator's controls over HTTP. */
export class Simulator {
  constructor(private readonly url: string) {}

  replay(options: ReplayOptions): Promise<ReplayStarted> {
    return this.call<ReplayStarted>('POST', 'replay', options);
  }

  progress(): Promise<ReplayProgress> {
    return this.call<ReplayProgress>('GET', 'replay');
  }

  advance(to: Date, onePerOrder: boolean): Promise<{ applied: number; remaining: number }> {
    return this.call('POST', 'replay/advance', { to: to.toISOString(), onePerOrder });
  }

  /** Puts these faults in place of all others; what is left out is well. */
  async setFaults(faults: object): Promise<void> {
    await this.call('PUT', 'faults', faults);
  }

  /** What was injected since the faults were set. */
  injected(): Promise<{
    readonly injected: { readonly events: Readonly<Record<string, number>> };
  }> {
    return this.call('GET', 'faults');
  }

  orders(): Promise<SimulatedOrder[]> {
    return this.call<SimulatedOrder[]>('GET', 'orders');
  }

  private async call<Answer>(method: string, path: string, body?: object): Promise<Answer> {
    const answer = await fetch(`${this.url}/simulator/${path}`, {
      method,
      ...(body === undefined
        ? {}
        : { body: JSON.stringify(body), headers: { 'content-type': 'application/json' } }),
    });
    const text = await answer.text();
    if (!answer.ok) throw new Error(`simulator ${method} ${path}: ${answer.status} ${text}`);
    return JSON.parse(text) as Answer;
  }
}
