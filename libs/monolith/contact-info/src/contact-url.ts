import type { ConsumerId } from '@ftgo/delayed-orders-domain';

const PLACEHOLDER = '{consumerId}';

/**
 * Makes addresses of the contact resource; the book leaves its path open (figs. 13.9, 13.11, 13.15).
 * @throws TypeError when `baseUrl` is not a plain http or https address, or `pathTemplate` has no
 *   `{consumerId}`; the message does not repeat them.
 */
export function contactUrl(baseUrl: string, pathTemplate: string): (id: ConsumerId) => URL {
  const base = URL.canParse(baseUrl) ? new URL(baseUrl) : undefined;
  const isPlain = base?.username === '' && base.password === '' && base.search + base.hash === '';
  if (base === undefined || !isPlain || !['http:', 'https:'].includes(base.protocol)) {
    throw new TypeError('the monolith must have an http or https address without user and query');
  }
  if (!pathTemplate.startsWith('/') || !pathTemplate.includes(PLACEHOLDER)) {
    throw new TypeError(`the contact path must start with / and contain ${PLACEHOLDER}`);
  }
  const root = base.href.replace(/\/+$/, '');
  return (id) => new URL(root + pathTemplate.replaceAll(PLACEHOLDER, String(id)));
}
