import type { ReplicaChange } from '@ftgo/monolith-contracts';
import { translateDomainEvent } from '@ftgo/monolith-contracts';

const LARGEST_BYTES = 1024 * 1024;

/** What a body means to the replica, or why nobody can tell. */
export type ReadMessage =
  | { readonly understood: true; readonly change: ReplicaChange }
  | { readonly understood: false; readonly cause: string; readonly detail: string };

/** Reads a message's bytes; never throws. Size is looked at before parsing (a parse costs). */
export function readMessage(
  body: Buffer,
  readLocalTime: (wallClockMs: number) => number,
): ReadMessage {
  if (body.byteLength > LARGEST_BYTES) {
    return notUnderstood(
      'too-large',
      `${body.byteLength} bytes; at most ${LARGEST_BYTES} are read`,
    );
  }
  const parsed = parse(body);
  if (parsed === undefined) return notUnderstood('not-json', 'the body is no JSON in UTF-8');
  return translateDomainEvent(parsed.value, readLocalTime);
}

const utf8 = new TextDecoder('utf-8', { fatal: true });

function parse(body: Buffer): { value: unknown } | undefined {
  try {
    return { value: JSON.parse(utf8.decode(body)) as unknown };
  } catch {
    return undefined;
  }
}

const notUnderstood = (cause: string, detail: string): ReadMessage => ({
  understood: false,
  cause,
  detail,
});
