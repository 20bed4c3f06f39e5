import type { WrittenPolicy } from '@ftgo/delayed-orders-persistence';
import { findPolicy, findPolicyInForce } from '@ftgo/delayed-orders-persistence';
import type { Queryable } from '@ftgo/platform-postgres';
import { DEFAULT_DELAY_POLICY } from '@ftgo/delayed-orders-domain';
import { harmless } from '../harmless.js';
import { Refused } from '../refused.js';
import type { Surroundings } from '../surroundings.js';
import { printJson, withDatabase } from '../surroundings.js';
import { table } from '../table.js';
import { FIELD_MEANINGS } from './field-meanings.js';
import { fieldsOf, narrowFieldsOf, policyForAll } from './policy-fields.js';

/** What is in force where nobody ever wrote a policy. */
const SHIPPED = { version: 0, document: {}, roles: ['LIVE'] as const };

/** What is shown of a version; version 0 has no writer. */
type Shown = Pick<WrittenPolicy, 'version' | 'document' | 'roles'> & Partial<WrittenPolicy>;

/** Prints a version whole, each field with its meaning; without a number the one in force. */
export async function showPolicy(
  around: Surroundings,
  version: number | undefined,
  asJson: boolean,
): Promise<void> {
  const { shown, shadow } = await withDatabase(around, async (database) => ({
    shown: await wanted(database, version),
    shadow: await findPolicyInForce(database, 'SHADOW'),
  }));
  const { output } = around;
  if (asJson) return printJson(output, { ...shown, policy: policyForAll(shown.document) });
  output.print(`${heading(shown)}\n\n${fields(shown)}${narrower(shown)}`);
  if (shadow !== undefined && shadow.version !== shown.version) {
    output.print(
      `\nVersion ${shadow.version} watches in the shadow: ops policy show ${shadow.version}\n`,
    );
  }
}

async function wanted(database: Queryable, version: number | undefined): Promise<Shown> {
  const live = await findPolicyInForce(database, 'LIVE');
  if (version === undefined) return live ?? SHIPPED;
  if (version === 0) return live === undefined ? SHIPPED : { ...SHIPPED, roles: [] };
  const found = await findPolicy(database, version);
  if (found === undefined) throw new Refused(`there is no version ${version}; see ops policy list`);
  return found;
}

function heading({ version, roles, writtenBy, writtenAt, note }: Shown): string {
  const standing = roles.length === 0 ? 'not in force' : roles.map(roleText).join(' and ');
  const title = version === 0 ? 'Version 0, as shipped' : `Version ${version}`;
  if (writtenAt === undefined) return `${title}: ${standing}.`;
  const when = `${writtenAt.toISOString().slice(0, 16).replace('T', ' ')} UTC`;
  return harmless(`${title}: ${standing}. Written by ${writtenBy}, ${when}: ${note}`);
}

const roleText = (role: WrittenPolicy['roles'][number]): string =>
  role === 'LIVE' ? 'in force' : 'watches in the shadow';

function fields({ document }: Shown): string {
  const shipped = new Map(fieldsOf(DEFAULT_DELAY_POLICY).map((each) => [each.field, each.value]));
  const meanings: Readonly<Record<string, string>> = FIELD_MEANINGS;
  const rows = fieldsOf(policyForAll(document)).map(({ field, value }) => [
    ...[field, value],
    value === shipped.get(field) ? 'shipped' : `shipped: ${shipped.get(field)}`,
    meanings[field],
  ]);
  return table(['field', 'value', '', 'meaning'], rows);
}

function narrower({ document }: Shown): string {
  const rows = narrowFieldsOf(document).map(({ where, field, value }) => [where, field, value]);
  if (rows.length === 0) return '';
  const rule = 'Otherwise for some; restaurant goes before area, area before service level:';
  return `\n${rule}\n${table(['where', 'field', 'value'], rows)}`;
}
