import { z } from 'zod';

/** FTGO's Money: a decimal string such as "61.70", whose cents stay within the safe range. */
export const Money = z.string().regex(/^\d{1,13}(\.\d{1,2})?$/, 'must be money such as "61.70"');

/** The cents of a {@link Money}. */
export function toCents(money: string): number {
  const [whole = '0', fraction = ''] = money.split('.');
  return Number(whole) * 100 + Number(fraction.padEnd(2, '0'));
}
