import type { DkimKey } from '@ftgo/delayed-orders-notifications';
import { isSigningKey } from '@ftgo/delayed-orders-notifications';
import { z } from 'zod';

/** With what mails are signed (DKIM): all three, or none. `DKIM_KEY_FILE` names the key's file. */
export const dkimVariables = {
  DKIM_DOMAIN: z
    .string()
    .regex(/^[a-z0-9-]+(\.[a-z0-9-]+)+$/i, 'must be a domain name')
    .optional(),
  DKIM_SELECTOR: z
    .string()
    .regex(/^[a-z0-9]([a-z0-9.-]{0,61}[a-z0-9])?$/i, 'must be a name such as orders-2026')
    .optional(),
  DKIM_KEY: z
    .string()
    .refine(isSigningKey, 'must be an RSA key in PEM of at least 1024 bits')
    .optional(),
  DKIM_KEY_FILE: z.string().optional(),
};

interface DkimEnvironment {
  readonly MAIL_FROM?: string | undefined;
  readonly DKIM_DOMAIN?: string | undefined;
  readonly DKIM_SELECTOR?: string | undefined;
  readonly DKIM_KEY?: string | undefined;
  readonly DKIM_KEY_FILE?: string | undefined;
}

/** Adds an issue for each variable that is missing beside the others, and for a stranger's domain. */
export function wholeDkim(
  environment: DkimEnvironment,
  context: { addIssue(issue: { code: 'custom'; path: string[]; message: string }): void },
): void {
  const names = ['DKIM_DOMAIN', 'DKIM_SELECTOR', 'DKIM_KEY'] as const;
  const isWanted = [...names, 'DKIM_KEY_FILE' as const].some((name) => environment[name]);
  for (const name of names.filter((each) => isWanted && environment[each] === undefined)) {
    const message = 'is required beside the other DKIM_ variables, or none of them';
    context.addIssue({ code: 'custom', path: [name], message });
  }
  const { DKIM_DOMAIN: domain, MAIL_FROM: from = '' } = environment;
  if (domain !== undefined && !isAligned(domain, from)) {
    const message = 'must be the domain of MAIL_FROM: receivers count no other signature';
    context.addIssue({ code: 'custom', path: ['DKIM_DOMAIN'], message });
  }
}

/** As receivers see it (relaxed alignment): the same domain, or one within the other. */
function isAligned(domain: string, from: string): boolean {
  const ofSender = from.slice(from.lastIndexOf('@') + 1).replace(/>$/, '');
  const signing = `.${domain.toLowerCase()}`;
  const sending = `.${ofSender.toLowerCase()}`;
  return signing.endsWith(sending) || sending.endsWith(signing);
}

/** @returns undefined where mails are not signed. */
export function dkimKey(environment: DkimEnvironment): DkimKey | undefined {
  const { DKIM_DOMAIN: domain, DKIM_SELECTOR: selector, DKIM_KEY: privateKey } = environment;
  if (domain === undefined || selector === undefined || privateKey === undefined) return undefined;
  return { domain, selector, privateKey };
}
