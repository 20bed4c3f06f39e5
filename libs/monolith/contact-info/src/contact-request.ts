import type { CustomerContactInfo } from '@ftgo/delayed-orders-domain';

import type { ContactFields } from './contact-answer.js';
import { contactAnswer } from './contact-answer.js';
import { LookupFailure } from './lookup-failure.js';
import { retryAfterMs } from './retry-after.js';

const MAX_BODY_BYTES = 64 * 1024;
const JSON_TYPE = /^application\/(?:[\w.+-]+\+)?json *(?:;|$)/i;

/**
 * Asks the monolith once. The signal covers connecting, headers and body; when it aborts, the
 * connection is closed, so that the monolith stops working for us too.
 * @returns undefined for 404, which is an answer: there is no such customer.
 * @throws LookupFailure for everything else that is not a contact.
 */
export async function requestContact(
  url: URL,
  signal: AbortSignal,
  fields: ContactFields,
): Promise<CustomerContactInfo | undefined> {
  try {
    const response = await fetch(url, {
      signal,
      redirect: 'error',
      // The size limit would not hold for what a compressed body unfolds to.
      headers: { accept: 'application/json', 'accept-encoding': 'identity' },
    });
    return await contactIn(response, fields);
  } catch (error) {
    throw error instanceof LookupFailure ? error : lost(signal);
  }
}

async function contactIn(
  response: Response,
  fields: ContactFields,
): Promise<CustomerContactInfo | undefined> {
  if (response.status === 200) {
    requireJson(response);
    return contactAnswer(await limitedText(response), fields);
  }
  await response.body?.cancel();
  if (response.status === 404) {
    return undefined;
  }
  const header = response.headers.get('retry-after');
  throw new LookupFailure('status', response.status, retryAfterMs(header, Date.now()));
}

function requireJson(response: Response): void {
  if (!JSON_TYPE.test(response.headers.get('content-type') ?? '')) {
    void response.body?.cancel();
    throw new LookupFailure('content-type');
  }
}

async function limitedText(response: Response): Promise<string> {
  const chunks: Uint8Array[] = [];
  let bytes = 0;
  for await (const chunk of response.body ?? []) {
    bytes += chunk.byteLength;
    if (bytes > MAX_BODY_BYTES) {
      // Leaving the loop cancels the body, and so closes the connection.
      throw new LookupFailure('size');
    }
    chunks.push(chunk);
  }
  return Buffer.concat(chunks).toString('utf8');
}

/** Names what fetch threw by what we did; its own error stays behind. */
function lost(signal: AbortSignal): LookupFailure {
  if (!signal.aborted) {
    return new LookupFailure('connection');
  }
  return new LookupFailure(signal.reason === 'closed' ? 'closed' : 'timeout');
}
