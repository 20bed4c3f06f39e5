import type { Channel, DelayedOrderNotification } from '@ftgo/delayed-orders-domain';
import type { Settlement } from '@ftgo/delayed-orders-persistence';
import type { Registry } from '@ftgo/platform-observability';
import { Counter, Gauge, Histogram } from '@ftgo/platform-observability';

/** What the dispatcher shows of its notices. */
export class DispatcherMetrics {
  private readonly notifications: Counter<'audience' | 'channel' | 'condition' | 'state'>;
  private readonly suppressed: Counter<'cause'>;
  private readonly ambiguous: Counter;
  private readonly lead: Histogram;
  private readonly sendSeconds: Histogram<'channel'>;
  private readonly smsSegments: Counter;
  private readonly byReceipt: Gauge<'channel' | 'receipt'>;
  private readonly byState: Gauge<'state'>;

  constructor(registry: Registry) {
    const registers = [registry];
    this.notifications = new Counter({
      name: 'notifications_total',
      help: 'Attempts by how they ended',
      labelNames: ['audience', 'channel', 'condition', 'state'],
      registers,
    });
    this.suppressed = new Counter({
      name: 'notification_suppressed_total',
      help: 'Notices that were not sent because they no longer held',
      labelNames: ['cause'],
      registers,
    });
    this.ambiguous = new Counter({
      name: 'notification_ambiguous_total',
      help: 'Sends whose answer was lost',
      registers,
    });
    this.lead = new Histogram({
      name: 'notification_lead_seconds',
      help: 'Business time from the sent notice to the promise; negative = after it',
      buckets: [-3600, -1800, -900, -300, 0, 300, 600, 900, 1200, 1500, 1800],
      registers,
    });
    this.sendSeconds = new Histogram({
      name: 'notification_send_seconds',
      help: 'Time of one send, from the hand-over to the answer',
      labelNames: ['channel'],
      buckets: [0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 5, 30],
      registers,
    });
    this.smsSegments = new Counter({
      name: 'sms_segments_total',
      help: 'Parts of SMS handed to the provider, which counts and bills them',
      registers,
    });
    this.byReceipt = new Gauge({
      name: 'notifications_by_receipt',
      help: 'Notifications sent within the last day, by what the provider said of them afterwards',
      labelNames: ['channel', 'receipt'],
      registers,
    });
    this.byState = new Gauge({
      name: 'notifications_by_state',
      help: 'Notifications in the ledger: the open ones and those of the last day',
      labelNames: ['state'],
      registers,
    });
  }

  sent(channel: Channel, seconds: number): void {
    this.sendSeconds.observe({ channel }, seconds);
  }

  /** It waits for the message of its incident. */
  grouped({ audience, channel, condition }: DelayedOrderNotification): void {
    this.notifications.inc({ audience, channel, condition, state: 'grouped' });
  }

  readonly smsObserver = { segments: (count: number): void => this.smsSegments.inc(count) };

  settled(notification: DelayedOrderNotification, settlement: Settlement, now: Date): void {
    const { audience, channel, condition, promisedAt } = notification;
    const { state, cause, isAmbiguous } = settlement;
    this.notifications.inc({ audience, channel, condition, state: state.toLowerCase() });
    if (state === 'SUPPRESSED') this.suppressed.inc({ cause: cause ?? 'unknown' });
    if (isAmbiguous === true) this.ambiguous.inc();
    if (state === 'SENT' && promisedAt !== undefined && audience === 'CUSTOMER') {
      this.lead.observe((promisedAt.getTime() - now.getTime()) / 1000);
    }
  }

  ledger(counts: readonly { readonly state: string; readonly count: number }[]): void {
    this.byState.reset();
    for (const { state, count } of counts) this.byState.set({ state: state.toLowerCase() }, count);
  }

  /** Sent is not delivered: what the providers said of the last day's messages. */
  receipts(
    counts: readonly {
      readonly channel: string;
      readonly receipt: string;
      readonly count: number;
    }[],
  ): void {
    this.byReceipt.reset();
    for (const { channel, receipt, count } of counts) {
      this.byReceipt.set({ channel, receipt: receipt.toLowerCase() }, count);
    }
  }
}
