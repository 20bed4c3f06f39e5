import type { Notice } from '@ftgo/delayed-orders-domain';
import MailComposer from 'nodemailer/lib/mail-composer';

import { renderNotice } from '../content/render-notice.js';
import type { SenderAddress } from './sender-address.js';

/** What the envelope and the headers need beside the notice. */
export interface Addressing {
  readonly from: SenderAddress;
  /** Exactly one address, already checked. */
  readonly to: string;
  /** Right-hand side of the Message-ID. */
  readonly domain: string;
  readonly date: Date;
}

/**
 * Builds the message of a notice. The Message-ID comes from the notification's id alone: it is the
 * same on every attempt, so that a receiver can tell a repetition.
 * @throws Error when the headers would address anybody but `to`.
 */
export async function mimeMessage(notice: Notice, addressing: Addressing): Promise<Buffer> {
  const { subject, text, html } = renderNotice(notice);
  const node = new MailComposer({
    messageId: `<${notice.notificationId}@${addressing.domain}>`,
    date: addressing.date,
    from: { ...addressing.from },
    // As an object: in a string, a line break or a comma would add recipients.
    to: { name: '', address: addressing.to },
    subject,
    text,
    html,
    headers: { 'Auto-Submitted': 'auto-generated', ...optOutHeaders(notice) },
    disableFileAccess: true,
    disableUrlAccess: true,
  }).compile();
  const { to } = node.getEnvelope();
  if (to.length !== 1 || to[0] !== addressing.to) {
    throw new Error('the headers address somebody else than the envelope');
  }
  return node.build();
}

/** Lets mail programs show a button for it (RFC 2369), which needs one POST (RFC 8058). */
function optOutHeaders({ optOutLink }: Notice): Record<string, string> {
  if (optOutLink === undefined) return {};
  return {
    'List-Unsubscribe': `<${optOutLink}>`,
    'List-Unsubscribe-Post': 'List-Unsubscribe=One-Click',
  };
}
