import type { Dispatcher } from 'undici';
import { fetch } from 'undici';

/** One request. */
export interface HttpPost {
  readonly url: URL;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string;
  /** From connecting to the last byte of the answer. */
  readonly timeoutMs: number;
  readonly signal: AbortSignal;
  /** What connects; the default connects anywhere. */
  readonly dispatcher?: Dispatcher | undefined;
}

export interface HttpAnswer {
  readonly status: number;
  /** At most 64 KiB of it; what is longer is cut. */
  readonly body: string;
  readonly retryAfterMs?: number | undefined;
}

/** No answer. Carries a code only: the address may hold secrets, and a text may repeat it. */
export class HttpFailure extends Error {
  /** @param wasSent whether the other side may have the request. */
  constructor(
    readonly code: string,
    readonly wasSent: boolean,
  ) {
    super(`no answer: ${code}`);
    this.name = 'HttpFailure';
  }
}

const MOST_BODY_BYTES = 64 * 1024;
const MOST_RETRY_AFTER_MS = 3_600_000;

/** Failures before a byte of the request could leave. */
const NEVER_SENT = new Set([
  ...['ECONNREFUSED', 'ENOTFOUND', 'EAI_AGAIN', 'EHOSTUNREACH', 'ENETUNREACH'],
  ...['UND_ERR_CONNECT_TIMEOUT', 'EADDRBLOCKED', 'CERT_HAS_EXPIRED', 'DEPTH_ZERO_SELF_SIGNED_CERT'],
  ...['SELF_SIGNED_CERT_IN_CHAIN', 'UNABLE_TO_VERIFY_LEAF_SIGNATURE'],
  ...['ERR_TLS_CERT_ALTNAME_INVALID', 'UNABLE_TO_GET_ISSUER_CERT_LOCALLY'],
]);

/**
 * Posts once, follows no redirect and reads little. The answer is the other side's, whatever its
 * status.
 * @throws HttpFailure when none came in time.
 */
export async function httpPost(request: HttpPost): Promise<HttpAnswer> {
  const { url, headers, body, timeoutMs, signal, dispatcher } = request;
  try {
    const response = await fetch(url, {
      method: 'POST',
      headers: { 'accept-encoding': 'identity', 'user-agent': 'ftgo-delayed-delivery', ...headers },
      body,
      redirect: 'manual',
      signal: AbortSignal.any([signal, AbortSignal.timeout(timeoutMs)]),
      ...(dispatcher === undefined ? {} : { dispatcher }),
    });
    const text = await startOf(response.body);
    const retryAfterMs = waitOf(response.headers.get('retry-after'));
    return { status: response.status, body: text, retryAfterMs };
  } catch (error) {
    const code = codeOf(error);
    throw new HttpFailure(code, !NEVER_SENT.has(code));
  }
}

async function startOf(stream: AsyncIterable<Uint8Array> | null): Promise<string> {
  const chunks: Uint8Array[] = [];
  let bytes = 0;
  for await (const chunk of stream ?? []) {
    chunks.push(chunk);
    bytes += chunk.byteLength;
    // Leaving the loop closes the connection.
    if (bytes >= MOST_BODY_BYTES) break;
  }
  return Buffer.concat(chunks).subarray(0, MOST_BODY_BYTES).toString('utf8');
}

/** Seconds, as providers send them; a date would need a clock, and is taken for nothing. */
function waitOf(header: string | null): number | undefined {
  const seconds = Number(header ?? Number.NaN);
  if (!Number.isFinite(seconds) || seconds < 0) return undefined;
  return Math.min(seconds * 1000, MOST_RETRY_AFTER_MS);
}

function codeOf(error: unknown): string {
  const { name, cause } = error as { name?: string; cause?: { code?: unknown } };
  if (name === 'TimeoutError') return 'ETIMEDOUT';
  if (name === 'AbortError') return 'ECLOSED';
  return typeof cause?.code === 'string' ? cause.code : 'ECONNECTION';
}
