import Mustache from 'mustache';
import type { Fact, Layout, NoticeMessage } from './notice-message.js';
import { atRisk } from './templates/at-risk.generated.js';
import { customerService } from './templates/customer-service.generated.js';
import { late } from './templates/late.generated.js';
import { recovered } from './templates/recovered.generated.js';
import { undeliverable } from './templates/undeliverable.generated.js';

/** The pages as `npm run mails` compiled them from MJML. */
export const TEMPLATES: Readonly<Record<Layout, string>> = {
  atRisk,
  late,
  recovered,
  undeliverable,
  customerService,
};

const ENTITIES: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&#39;',
  '`': '&#96;',
};

/** Makes text mean itself in a page, in an attribute too; no line ends within a time of day. */
const escape = (text: unknown): string =>
  String(text)
    .replace(/[&<>"'`]/g, (character) => ENTITIES[character] ?? '')
    .replace(/(\d:\d\d) (?=[AP]M\b)|(오전|오후) (?=\d)/g, '$1$2&nbsp;');

/**
 * Lays a message out as a page for mail programs, by the compiled template of its layout. Every
 * value is escaped, and none is read as a template.
 */
export function page(message: NoticeMessage): string {
  const { layout, paragraphs, facts, expected } = message;
  const view = {
    ...message,
    // The line that mail lists show beside the subject.
    preheader: paragraphs[0] ?? '',
    facts: facts.map(named),
    expected: expected && named(expected),
  };
  return Mustache.render(TEMPLATES[layout], view, {}, { escape });
}

const named = ([label, value]: Fact): { label: string; value: string } => ({ label, value });
