import type { CustomerContactInfo, Locale } from '@ftgo/delayed-orders-domain';
import { z } from 'zod';

import { LookupFailure } from './lookup-failure.js';

const MAX_EMAIL_LENGTH = 254;
const MAX_PHONE_LENGTH = 32;
const MAX_NAME_LENGTH = 200;

/**
 * The monolith's answer. `consumerId` is not in it: FTGO always sends 0. Email, phone and locale
 * are additions, and absent where the monolith lacks them.
 */
const answerSchema = z.object({
  name: z.object({ firstName: z.string().nullish() }).nullish(),
  email: z.string().nullish(),
  phone: z.string().nullish(),
  locale: z.string().nullish(),
});

/**
 * Reads the body of an answer. A wrong shape is a failure of the monolith; a value that cannot be
 * used (an e-mail with a line break or over 254 characters) is the same as none, for asking again
 * would not mend it.
 * @throws LookupFailure when it is not JSON, or not a contact.
 */
export function contactAnswer(body: string): CustomerContactInfo {
  const answer = answerSchema.safeParse(parsed(body));
  if (!answer.success) {
    throw new LookupFailure('schema');
  }
  const { name, email, phone, locale } = answer.data;
  return {
    email: oneLine(email, MAX_EMAIL_LENGTH),
    phone: oneLine(phone, MAX_PHONE_LENGTH),
    firstName: oneLine(name?.firstName, MAX_NAME_LENGTH),
    locale: localeOf(locale),
  };
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
