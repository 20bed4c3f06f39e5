/** The relay that takes our mail. */
export interface SmtpServer {
  readonly host: string;
  readonly port: number;
  /** TLS from the first byte; otherwise STARTTLS where the relay offers it. */
  readonly secure: boolean;
  readonly user?: string | undefined;
  /** With a password and without `secure`, STARTTLS is demanded. */
  readonly password?: string | undefined;
}

/** How long each part of an attempt may take. */
export interface SmtpTimeouts {
  /** Name lookup and connecting. */
  readonly connectionMs: number;
  /** From the connection to the greeting. */
  readonly greetingMs: number;
  /** Silence of the server. */
  readonly socketMs: number;
  /** The whole attempt, waiting for a free connection included: a server that drips is not silent. */
  readonly attemptMs: number;
  /** An unused connection is kept this long. */
  readonly idleMs: number;
}

export const DEFAULT_SMTP_TIMEOUTS: SmtpTimeouts = {
  connectionMs: 5_000,
  greetingMs: 5_000,
  socketMs: 30_000,
  attemptMs: 45_000,
  idleMs: 5_000,
};

/** The usual timeouts but for what is given; no part may be silent for longer than the whole. */
export function smtpTimeouts(given: Partial<SmtpTimeouts> = {}): SmtpTimeouts {
  const { socketMs = DEFAULT_SMTP_TIMEOUTS.socketMs } = given;
  return {
    ...DEFAULT_SMTP_TIMEOUTS,
    connectionMs: Math.min(DEFAULT_SMTP_TIMEOUTS.connectionMs, socketMs),
    greetingMs: Math.min(DEFAULT_SMTP_TIMEOUTS.greetingMs, socketMs),
    ...given,
  };
}
