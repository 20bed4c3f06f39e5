import type { CustomerContactInfo, Locale } from '@ftgo/delayed-orders-domain';
import { z } from 'zod';

import { LookupFailure } from './lookup-failure.js';

const MAX_EMAIL_LENGTH = 254;
const MAX_PHONE_LENGTH = 32;
const MAX_NAME_LENGTH = 200;

/**
 * Where an answer has what we need: names joined by dots. The book leaves them open, and nothing is
 * read but these; `consumerId` is none of them, for FTGO always sends 0.
 */
export interface ContactFields {
  readonly email: string;
  readonly phone: string;
  readonly firstName: string;
  readonly locale: string;
}

/** What FTGO's consumers would have; all but the name are additions, absent where it lacks them. */
export const DEFAULT_CONTACT_FIELDS: ContactFields = {
  email: 'email',
  phone: 'phone',
  firstName: 'name.firstName',
  locale: 'locale',
};

const Answer = z.record(z.string(), z.unknown());
const Text = z.string().nullish();

/**
 * Reads the body of an answer. A wrong shape is a failure of the monolith; a value that cannot be
 * used (an e-mail with a line break or over 254 characters) is the same as none, for asking again
 * would not mend it.
 * @throws LookupFailure when it is not JSON, or not a contact.
 */
export function contactAnswer(body: string, fields = DEFAULT_CONTACT_FIELDS): CustomerContactInfo {
  const answer = Answer.safeParse(parsed(body));
  if (!answer.success) {
    throw new LookupFailure('schema');
  }
  const textAt = (path: string): string | null | undefined => fieldAt(answer.data, path);
  return {
    email: oneLine(textAt(fields.email), MAX_EMAIL_LENGTH),
    phone: oneLine(textAt(fields.phone), MAX_PHONE_LENGTH),
    firstName: oneLine(textAt(fields.firstName), MAX_NAME_LENGTH),
    locale: localeOf(textAt(fields.locale)),
  };
}

/** @throws LookupFailure when there is something else than a text. */
function fieldAt(
  answer: Readonly<Record<string, unknown>>,
  path: string,
): string | null | undefined {
  let value: unknown = answer;
  for (const name of path.split('.')) {
    if (value === null || value === undefined) return undefined;
    if (typeof value !== 'object' || Array.isArray(value)) throw new LookupFailure('schema');
    value = Object.hasOwn(value, name) ? (value as Record<string, unknown>)[name] : undefined;
  }
  const text = Text.safeParse(value);
  if (!text.success) throw new LookupFailure('schema');
  return text.data;
}

function parsed(body: string): unknown {
  try {
    return JSON.parse(body);
  } catch {
    throw new LookupFailure('not-json');
  }
}

function oneLine(value: string | null | undefined, maxLength: number): string | undefined {
  const isUsable =
    value != null &&
    value.length <= maxLength &&
    value.trim() !== '' &&
    !/[\p{Cc}\u2028\u2029]/u.test(value);
  return isUsable ? value : undefined;
}

/** Takes `ko`, `KO` and `ko-KR` for Korean, and anything else for English. */
function localeOf(tag: string | null | undefined): Locale {
  return tag?.toLowerCase().split(/[-_]/)[0] === 'ko' ? 'ko' : 'en';
}
