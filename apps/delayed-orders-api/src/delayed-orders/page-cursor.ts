import type { PageCursor } from '@ftgo/delayed-orders-persistence';

/** Where the next page begins, as opaque text. */
export function encodeCursor({ since, orderId }: PageCursor): string {
  return Buffer.from(`${since.getTime()}.${orderId}`).toString('base64url');
}

/** @returns undefined for text that is no cursor of ours. */
export function decodeCursor(text: string): PageCursor | undefined {
  const match = /^(\d{1,15})\.(\d{1,16})$/.exec(Buffer.from(text, 'base64url').toString());
  if (match === null) return undefined;
  return { since: new Date(Number(match[1])), orderId: Number(match[2]) };
}
