import type {
  MayHandOver,
  Notice,
  NotificationSender,
  SendOutcome,
} from '@ftgo/delayed-orders-domain';

import { DkimSigner, type DkimKey } from './dkim-signer.js';
import { plainDomain, usableEmailAddress } from './email-address.js';
import { LazyBody } from './lazy-body.js';
import { mimeMessage } from './mime-message.js';
import { senderAddress, type SenderAddress } from './sender-address.js';
import { Slots } from './slots.js';
import { classifySmtpFailure, type SmtpFailure } from './smtp-failure.js';
import { smtpTimeouts, type SmtpServer, type SmtpTimeouts } from './smtp-server-options.js';
import { SmtpSessionPool } from './smtp-session-pool.js';
import { SmtpSession } from './smtp-session.js';

const DEFAULT_MAX_CONNECTIONS = 4;

/** What the sender is made of. */
export interface SmtpNotificationSenderOptions {
  readonly server: SmtpServer;
  /** `no-reply@ftgo.example` or `FTGO <no-reply@ftgo.example>`. */
  readonly from: string;
  /** Right-hand side of every Message-ID, and our name in EHLO. */
  readonly domain: string;
  /** With it every message is signed. */
  readonly dkim?: DkimKey | undefined;
  readonly timeouts?: Partial<SmtpTimeouts> | undefined;
  /** Never more connections than this; sends beyond it wait. */
  readonly maxConnections?: number | undefined;
  readonly observer?: SmtpSenderObserver | undefined;
  /** The machine's time, for the Date header. */
  readonly now?: (() => Date) | undefined;
}

/** One message on its way, and whom it asks before it goes. */
interface Mail {
  readonly to: string;
  readonly message: Buffer;
  readonly mayHandOver: MayHandOver;
}

const always: MayHandOver = () => Promise.resolve(true);

/** Hears what the sender does; no addresses, no ids. */
export interface SmtpSenderObserver {
  /** How many connections to the relay are open now. */
  connections(open: number): void;
}

/**
 * Sends notices by e-mail to one relay. Each send is one attempt, and tells "never sent" (RETRY)
 * from "perhaps sent" (UNKNOWN) by whether the body was read (I5). An attempt ends within
 * `timeouts.attemptMs`, so a lease must be longer than that.
 */
export class SmtpNotificationSender implements NotificationSender {
  private readonly from: SenderAddress;
  private readonly domain: string;
  private readonly signer: DkimSigner | undefined;
  private readonly timeouts: SmtpTimeouts;
  private readonly now: () => Date;
  private readonly slots: Slots;
  private readonly sessions: SmtpSessionPool;
  private readonly attempts = new Map<AbortController, Promise<SendOutcome>>();
  private isClosed = false;

  /** @throws TypeError when `from` is no address, `domain` no domain name, or `dkim` no key. */
  constructor(options: SmtpNotificationSenderOptions) {
    this.from = senderAddress(options.from);
    this.domain = requireDomain(options.domain);
    this.signer = options.dkim && new DkimSigner(options.dkim);
    this.timeouts = smtpTimeouts(options.timeouts);
    this.now = options.now ?? (() => new Date());
    this.slots = new Slots(options.maxConnections ?? DEFAULT_MAX_CONNECTIONS);
    this.sessions = new SmtpSessionPool({
      create: () => new SmtpSession(options.server, this.timeouts, this.domain),
      idleMs: this.timeouts.idleMs,
      onChange: (open) => options.observer?.connections(open),
    });
  }

  /** @param withinMs for this attempt; never longer than `timeouts.attemptMs`. */
  async send(
    notice: Notice,
    to: string,
    mayHandOver = always,
    withinMs = Infinity,
  ): Promise<SendOutcome> {
    const address = usableEmailAddress(to);
    if (address === undefined) {
      return { kind: 'FAILED', cause: 'address.unusable' };
    }
    const message = await this.compose(notice, address);
    if (message === undefined) {
      return { kind: 'FAILED', cause: 'message.unusable' };
    }
    const mail = { to: address, message, mayHandOver };
    return this.isClosed ? SENDER_CLOSED : this.bounded(mail, withinMs);
  }

  async close(): Promise<void> {
    this.isClosed = true;
    const running = [...this.attempts];
    running.forEach(([attempt]) => attempt.abort('ECLOSED'));
    await Promise.all(running.map(([, outcome]) => outcome));
    await this.sessions.close();
  }

  private async compose(notice: Notice, to: string): Promise<Buffer | undefined> {
    try {
      const { from, domain } = this;
      const message = await mimeMessage(notice, { from, to, domain, date: this.now() });
      return this.signer === undefined ? message : await this.signer.sign(message);
    } catch {
      // The error may repeat the address; that the message can't be made is all that matters.
      return undefined;
    }
  }

  /** One attempt that ends in time, whatever the relay does. */
  private async bounded(mail: Mail, withinMs: number): Promise<SendOutcome> {
    const attempt = new AbortController();
    const limitMs = Math.min(withinMs, this.timeouts.attemptMs);
    const timer = setTimeout(() => attempt.abort('ETIMEDOUT'), limitMs);
    const outcome = this.inSlot(mail, attempt);
    this.attempts.set(attempt, outcome);
    try {
      return await outcome;
    } finally {
      clearTimeout(timer);
      this.attempts.delete(attempt);
    }
  }

  private async inSlot(mail: Mail, attempt: AbortController): Promise<SendOutcome> {
    try {
      await this.slots.take(attempt.signal);
    } catch {
      return attempt.signal.reason === 'ECLOSED' ? SENDER_CLOSED : SENDER_BUSY;
    }
    try {
      return await this.transmit(mail, attempt);
    } finally {
      this.slots.release();
    }
  }

  /**
   * A relay ends idle connections as it likes. Where that is noticed only now, and not a byte of
   * the body was read, a fresh connection may try in the same attempt.
   */
  private async transmit(mail: Mail, attempt: AbortController): Promise<SendOutcome> {
    const kept = this.sessions.takeIdle();
    const first = kept && (await this.over(kept, mail, attempt));
    if (first !== undefined && !(first.isStale && !attempt.signal.aborted)) {
      return first.outcome;
    }
    return (await this.over(await this.sessions.fresh(), mail, attempt)).outcome;
  }

  private async over(
    session: SmtpSession,
    { to, message, mayHandOver }: Mail,
    attempt: AbortController,
  ): Promise<{ readonly outcome: SendOutcome; readonly isStale: boolean }> {
    const { signal } = attempt;
    const body = new LazyBody(message, mayHandOver, () => attempt.abort(REFUSED));
    const abort = (): void => session.close(String(signal.reason));
    signal.addEventListener('abort', abort, { once: true });
    try {
      signal.throwIfAborted();
      await session.open();
      await session.send({ from: this.from.address, to, sizeBytes: message.length }, body);
      this.sessions.keep(session);
      return { outcome: { kind: 'SENT' }, isStale: false };
    } catch (error) {
      this.sessions.drop(session);
      if (signal.reason === REFUSED) return { outcome: MUST_NOT_GO, isStale: false };
      const failure = failureOf(error, body.wasRead);
      const isStale = !body.wasRead && failure.responseCode === undefined;
      return { outcome: classifySmtpFailure(failure), isStale };
    } finally {
      // Whoever is still being asked whether it may go is answered too late.
      body.destroy();
      signal.removeEventListener('abort', abort);
    }
  }
}

const REFUSED = 'EREFUSED';
/** The message must not go: no relay's fault, and nothing for another relay. */
export const MUST_NOT_GO = {
  kind: 'RETRY',
  cause: 'sender.refused',
} as const satisfies SendOutcome;
const SENDER_CLOSED: SendOutcome = { kind: 'RETRY', cause: 'sender.closed' };
const SENDER_BUSY: SendOutcome = { kind: 'RETRY', cause: 'sender.busy' };

function requireDomain(text: string): string {
  const domain = plainDomain(text);
  if (domain === undefined) {
    throw new TypeError('domain must be a domain name such as ftgo.example');
  }
  return domain;
}

/** Takes codes only: the library's texts repeat the server's, and those repeat addresses. */
function failureOf(error: unknown, bodyRead: boolean): SmtpFailure {
  if (typeof error === 'string') {
    return { code: error, bodyRead };
  }
  const { responseCode, code, originalCode, command } = error as SmtpFailure & {
    readonly originalCode?: string;
  };
  return { responseCode, code: originalCode ?? code, command, bodyRead };
}
