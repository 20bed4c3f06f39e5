import type { Locale } from '@ftgo/delayed-orders-domain';

const LANGUAGES: Readonly<Record<Locale, string>> = { en: 'en-US', ko: 'ko-KR' };

/** Such as `$5.00`; a currency that Intl does not know is written as its code behind the number. */
export function amount(amountCents: number, currency: string, locale: Locale): string {
  const units = amountCents / 100;
  try {
    return new Intl.NumberFormat(LANGUAGES[locale], { style: 'currency', currency }).format(units);
  } catch {
    return `${units.toFixed(2)} ${currency.replace(/[^A-Za-z]/g, '').slice(0, 3)}`.trimEnd();
  }
}
