import type {
  MayHandOver,
  Notice,
  NotificationSender,
  SendOutcome,
} from '@ftgo/delayed-orders-domain';

import { MUST_NOT_GO } from './smtp-notification-sender.js';

/** One relay, as {@link FailoverNotificationSender} uses it; an `SmtpNotificationSender` is one. */
export interface Relay {
  send(
    notice: Notice,
    to: string,
    mayHandOver: MayHandOver | undefined,
    withinMs: number,
  ): Promise<SendOutcome>;
  close(): Promise<void>;
}

/** What the sender is made of. */
export interface FailoverNotificationSenderOptions {
  /** In the order in which they are asked. */
  readonly relays: readonly Relay[];
  /** For one attempt at all relays together. */
  readonly attemptMs: number;
  /** How long a relay that cannot be reached is left alone. */
  readonly restMs?: number | undefined;
  /** Hears of a relay that is left alone from now on: its place (from 1), and why. */
  readonly onRest?: ((relay: number, cause: string) => void) | undefined;
  /** Machine time, in milliseconds. */
  readonly nowMs?: (() => number) | undefined;
}

const DEFAULT_REST_MS = 30_000;

/**
 * A relay that is begun with too late would be cut off in the middle of the message, and a definite
 * failure would become doubt: so it needs this share of the attempt.
 */
const LEAST_SHARE = 1 / 3;

/** The relay itself, not this message: it could not be reached, greeted or persuaded. */
const OUT_OF_REACH = /^smtp\.(connection|greeting|tls|authentication)\./;

/** A relay, and until when it is left alone. */
interface Place {
  readonly relay: Relay;
  readonly number: number;
  restsUntilMs: number;
}

/**
 * Sends over the first of several relays that takes the message, within one attempt (I5). Another
 * relay is asked after a RETRY only, which says that the one before has not got the message; never
 * after UNKNOWN, when it may have, nor after FAILED, when the message is to blame, nor when the
 * message must not go any more. A relay out of reach rests, and then one send tries it; when all
 * rest, all are tried. An attempt ends within `attemptMs`, whatever the relays do.
 */
export class FailoverNotificationSender implements NotificationSender {
  private readonly places: readonly Place[];
  private readonly restMs: number;
  private readonly nowMs: () => number;

  /** @throws TypeError when there is no relay. */
  constructor(private readonly options: FailoverNotificationSenderOptions) {
    if (options.relays.length === 0) throw new TypeError('there must be a relay');
    this.places = options.relays.map((relay, index) => {
      return { relay, number: index + 1, restsUntilMs: 0 };
    });
    this.restMs = options.restMs ?? DEFAULT_REST_MS;
    this.nowMs = options.nowMs ?? (() => performance.now());
  }

  async send(notice: Notice, to: string, mayHandOver?: MayHandOver): Promise<SendOutcome> {
    const { attemptMs } = this.options;
    const endsAtMs = this.nowMs() + attemptMs;
    let outcome: SendOutcome = { kind: 'RETRY', cause: 'sender.busy' };
    for (const place of this.inReach()) {
      const leftMs = endsAtMs - this.nowMs();
      if (leftMs < attemptMs * LEAST_SHARE) break;
      outcome = await this.over(place, () => place.relay.send(notice, to, mayHandOver, leftMs));
      if (outcome.kind !== 'RETRY' || outcome.cause === MUST_NOT_GO.cause) break;
    }
    return outcome;
  }

  async close(): Promise<void> {
    await Promise.all(this.places.map(({ relay }) => relay.close()));
  }

  /** The relays to ask, in their order. */
  private inReach(): readonly Place[] {
    const awake = this.places.filter(({ restsUntilMs }) => restsUntilMs <= this.nowMs());
    return awake.length === 0 ? this.places : awake;
  }

  private async over(place: Place, send: () => Promise<SendOutcome>): Promise<SendOutcome> {
    const hasRested = place.restsUntilMs > 0;
    // One send tries whether it is back; the others leave it alone until that one knows.
    if (hasRested) place.restsUntilMs = this.nowMs() + this.restMs;
    const outcome = await send();
    if (outcome.kind === 'RETRY' && OUT_OF_REACH.test(outcome.cause)) {
      place.restsUntilMs = this.nowMs() + this.restMs;
      if (!hasRested) this.options.onRest?.(place.number, outcome.cause);
    } else {
      place.restsUntilMs = 0;
    }
    return outcome;
  }
}
