import type { NoticeMessage, OfferSection } from './notice-message.js';

/** Lays a message out as plain text; says everything that the page says. */
export function plainText(message: NoticeMessage): string {
  const blocks = [
    ...(message.greeting === undefined ? [] : [message.greeting]),
    ...message.paragraphs,
    ...(message.offer === undefined ? [] : [offerText(message.offer)]),
    [...message.facts, ...(message.expected === undefined ? [] : [message.expected])]
      .map(([label, value]) => `${label}: ${value}`)
      .join('\n'),
    `-- \n${message.footer}`,
  ];
  return `${blocks.join('\n\n')}\n`;
}

function offerText(offer: OfferSection): string {
  const lines = [offer.heading, offer.body, offer.code];
  const link = offer.link === undefined ? [] : [`${offer.button}: ${offer.link}`];
  return [...lines, ...link, offer.terms].join('\n');
}
