import type { SendOutcome } from '@ftgo/delayed-orders-domain';

/** What is known of a send that was not answered with 250. */
export interface SmtpFailure {
  /** The server's three digits, when it answered. */
  readonly responseCode?: number | undefined;
  /** Error code of the mail library or of the operating system, such as ETIMEDOUT. */
  readonly code?: string | undefined;
  /** SMTP command that failed, as the mail library names it. */
  readonly command?: string | undefined;
  /** Whether the message was read to its end, so that the final dot may have left. */
  readonly bodyRead: boolean;
}

const STAGES: Readonly<Record<string, string>> = {
  EHLO: 'greeting',
  HELO: 'greeting',
  STARTTLS: 'tls',
  'MAIL FROM': 'sender',
  'RCPT TO': 'recipient',
  DATA: 'data',
  API: 'message',
};

/** Refusals of ourselves, not of this message: authentication is missing, too weak or wrong. */
const REFUSES_US = new Set([530, 534, 535, 538]);

/**
 * Decides what a failed send means for the ledger (I5). A refusal by the server is definite: 4xx is
 * RETRY, 5xx is FAILED, unless it refuses the connection and not the message, which is RETRY.
 * Without an answer only one thing tells "never sent" from "perhaps sent": was the body read?
 */
export function classifySmtpFailure(failure: SmtpFailure): SendOutcome {
  const cause = `smtp.${stage(failure)}.${detail(failure)}`;
  if (isRefusal(failure.responseCode)) {
    return { kind: refusesMessage(failure) ? 'FAILED' : 'RETRY', cause };
  }
  if (failure.bodyRead) {
    return { kind: 'UNKNOWN', cause };
  }
  return { kind: isUnsendable(failure) ? 'FAILED' : 'RETRY', cause };
}

function isRefusal(responseCode: number | undefined): boolean {
  return responseCode !== undefined && responseCode >= 400 && responseCode < 600;
}

function refusesMessage(failure: SmtpFailure): boolean {
  const { responseCode = 0 } = failure;
  if (responseCode < 500 || REFUSES_US.has(responseCode)) {
    return false;
  }
  return failure.bodyRead || ['sender', 'recipient', 'data', 'message'].includes(stage(failure));
}

/** Refused on our side, before any command: it would be refused again. */
function isUnsendable({ code, responseCode }: SmtpFailure): boolean {
  return responseCode === undefined && (code === 'EENVELOPE' || code === 'EMESSAGE');
}

function stage({ command = '', bodyRead }: SmtpFailure): string {
  if (bodyRead) {
    return 'message';
  }
  return command.startsWith('AUTH') ? 'authentication' : (STAGES[command] ?? 'connection');
}

/** Three digits or an error code; never a text, which might repeat an address. */
function detail({ responseCode, code = '' }: SmtpFailure): string {
  if (responseCode !== undefined && Number.isInteger(responseCode)) {
    return String(responseCode);
  }
  return /^[A-Z][A-Z0-9_]{2,40}$/.test(code) ? code : 'unknown';
}
