import type { Readable } from 'node:stream';

import SMTPConnection from 'nodemailer/lib/smtp-connection';

import type { SmtpServer, SmtpTimeouts } from './smtp-server-options.js';

/** Who a message goes from and to; one recipient, so that one answer decides. */
export interface Envelope {
  readonly from: string;
  readonly to: string;
  readonly sizeBytes: number;
}

/** Why a session ended, in the words of the mail library's errors. */
export interface SessionEnd {
  readonly code: string;
  readonly command?: string | undefined;
  readonly responseCode?: number | undefined;
}

const QUIT_MS = 1_000;
const LOST: SessionEnd = { code: 'ECONNECTION', command: 'CONN' };

/**
 * One connection to the relay, one message at a time. Every wait ends: with the answer, with the
 * library's error, or when the session is closed from either side. Rejections are SessionEnds.
 */
export class SmtpSession {
  private readonly connection: SMTPConnection;
  private opened = false;
  private endedBy: SessionEnd | undefined;
  private pending: ((reason: unknown) => void) | undefined;
  private sent = 0;

  /** Settles when the connection is gone. */
  readonly ended: Promise<void>;

  constructor(
    private readonly server: SmtpServer,
    timeouts: SmtpTimeouts,
    helloName: string,
  ) {
    this.connection = new SMTPConnection({
      host: server.host,
      port: server.port,
      secure: server.secure,
      // A password never crosses a network in clear text.
      requireTLS: server.password !== undefined && !server.secure,
      name: helloName,
      connectionTimeout: timeouts.connectionMs,
      greetingTimeout: timeouts.greetingMs,
      socketTimeout: timeouts.socketMs,
      // close() here means "now"; quit() is the polite way.
      socketCloseTimeout: 0,
    });
    this.ended = new Promise((resolve) => this.watch(resolve));
  }

  /** How many messages the relay took from this session. */
  get sentCount(): number {
    return this.sent;
  }

  get isAlive(): boolean {
    return this.endedBy === undefined;
  }

  /** Connects, greets, encrypts and authenticates; does nothing when that was done. */
  async open(): Promise<void> {
    if (this.opened) {
      return;
    }
    await this.wait((done) => this.connection.connect(done));
    const { user, password } = this.server;
    if (user !== undefined && password !== undefined) {
      await this.wait((done) => this.connection.login({ user, pass: password }, done));
    }
    this.opened = true;
  }

  /** Resolves when the relay answered 250 to the whole message, and in no other case. */
  async send({ from, to, sizeBytes }: Envelope, body: Readable): Promise<void> {
    await this.wait((done) =>
      this.connection.send({ from, to: [to], size: sizeBytes }, body, done),
    );
    this.sent += 1;
  }

  /** Says goodbye; resolves when the connection is gone, after a second at the latest. */
  async quit(): Promise<void> {
    const timer = setTimeout(() => this.close(), QUIT_MS);
    if (this.isAlive) {
      this.connection.quit();
    }
    await this.ended;
    clearTimeout(timer);
  }

  /** Drops the connection at once; what waits is rejected with `code`. */
  close(code = 'ECONNECTION'): void {
    this.endedBy ??= { code, command: 'CONN' };
    this.connection.close();
  }

  private watch(resolveEnded: () => void): void {
    this.connection.on('error', (error: SessionEnd) => {
      this.endedBy ??= error;
    });
    this.connection.once('end', () => {
      this.endedBy ??= LOST;
      resolveEnded();
      // The library ends the connection before it reports the answer that ended it (a 421), and
      // reports nothing at all after a close() of ours: so its report goes first, then ours.
      setImmediate(() => this.pending?.(this.endedBy));
    });
  }

  private async wait(start: (done: (error?: unknown) => void) => void): Promise<void> {
    try {
      await new Promise<void>((resolve, reject) => {
        if (this.endedBy !== undefined) {
          reject(this.endedBy);
          return;
        }
        this.pending = reject;
        start((error) => (error ? reject(error) : resolve()));
      });
    } finally {
      this.pending = undefined;
    }
  }
}
