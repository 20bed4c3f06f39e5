import type { Notice } from '@ftgo/delayed-orders-domain';

import { noticeMessage } from './notice-message.js';
import { page } from './page.js';
import { plainText } from './plain-text.js';

/** A message ready to be sent; text and html say the same. */
export interface RenderedNotice {
  readonly subject: string;
  readonly text: string;
  readonly html: string;
}

/**
 * Writes the e-mail of a notice in its language, with local times of the restaurant's zone. Pure
 * and total: it never throws, and no name, however long or hostile, becomes markup or another
 * header.
 */
export function renderNotice(notice: Notice): RenderedNotice {
  const message = noticeMessage(notice);
  return { subject: message.subject, text: plainText(message), html: page(message) };
}
