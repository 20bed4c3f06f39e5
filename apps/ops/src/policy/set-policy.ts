import type { PolicyDocument, PolicyRole } from '@ftgo/delayed-orders-domain';
import {
  endShadow,
  findPolicyInForce,
  putPolicy,
  recordAction,
} from '@ftgo/delayed-orders-persistence';
import { Refused } from '../refused.js';
import type { Surroundings } from '../surroundings.js';
import { printJson, withDatabase } from '../surroundings.js';
import { table } from '../table.js';
import type { PolicyDifference } from './policy-fields.js';
import { differencesOf } from './policy-fields.js';
import { soundPolicyIn } from './policy-file.js';

export interface SetOptions {
  readonly note?: string;
  readonly shadow?: boolean;
  readonly dryRun?: boolean;
  readonly json?: boolean;
}

export interface StopOptions {
  readonly dryRun?: boolean;
  readonly json?: boolean;
}

/** What putting a policy into force did, or would do. */
interface Put {
  /** The new version; undefined: nothing was written. */
  readonly version: number | undefined;
  /** The live version that it is compared with. */
  readonly against: number;
  /** The role has this policy already. */
  readonly isInForce: boolean;
  readonly differences: readonly PolicyDifference[];
}

/**
 * Puts a file's policy into force, or beside the live one in the shadow. Saying the same again
 * changes nothing, so a script may repeat it.
 */
export async function setPolicy(
  around: Surroundings,
  path: string,
  options: SetOptions,
): Promise<void> {
  const { note, dryRun = false, shadow = false } = options;
  if (note === undefined && !dryRun) {
    throw new Refused('say why it changes: --note "after the storm" (or --dry-run)');
  }
  const document = await soundPolicyIn(path);
  const role = shadow ? 'SHADOW' : 'LIVE';
  const done = await put(around, role, document, dryRun ? undefined : note);
  if (options.json) return printJson(around.output, { role, ...done });
  around.output.print(`${differenceText(done)}${outcomeText(done, role, dryRun)}\n`);
}

/** Ends the watching of the second policy. */
export async function stopWatching(
  around: Surroundings,
  { dryRun = false, json = false }: StopOptions,
): Promise<void> {
  const { config, output } = around;
  const version = await withDatabase(around, (database) =>
    database.transaction(async (transaction) => {
      const shadow = await findPolicyInForce(transaction, 'SHADOW');
      if (shadow === undefined || dryRun) return shadow?.version;
      if (!(await endShadow(transaction))) return undefined;
      const detail = { version: shadow.version };
      await recordAction(transaction, config.operator, 'policy end-shadow', detail);
      return shadow.version;
    }),
  );
  if (version === undefined) {
    throw new Refused('no policy watches; ops policy set FILE --shadow lets one');
  }
  if (json) return printJson(output, dryRun ? { wouldEnd: version } : { ended: version });
  output.print(
    dryRun
      ? `Version ${version} would watch no more. ${NOTHING_CHANGED}\n`
      : `Version ${version} watches no more; what it decided stays on record.\n`,
  );
}

function put(
  around: Surroundings,
  role: PolicyRole,
  document: PolicyDocument,
  note: string | undefined,
): Promise<Put> {
  const { operator } = around.config;
  return withDatabase(around, (database) =>
    database.transaction(async (transaction) => {
      const live = await findPolicyInForce(transaction, 'LIVE');
      const present =
        role === 'LIVE' ? (live ?? SHIPPED) : await findPolicyInForce(transaction, role);
      const isInForce =
        present !== undefined && differencesOf(present.document, document).length === 0;
      const compared = {
        against: live?.version ?? SHIPPED.version,
        isInForce,
        differences: differencesOf((live ?? SHIPPED).document, document),
      };
      if (note === undefined || isInForce) return { version: undefined, ...compared };
      const version = await putPolicy(transaction, role, { document, note, writtenBy: operator });
      await recordAction(transaction, operator, 'policy set', { role, version });
      return { version, ...compared };
    }),
  );
}

const SHIPPED = { version: 0, document: {} };
const NOTHING_CHANGED = 'Nothing was changed; without --dry-run it would be.';

function differenceText({ against, differences }: Put): string {
  if (differences.length === 0)
    return `It says the same as version ${against}, which is in force.\n`;
  const rows = differences.map(({ where, field, before, after }) => [
    ...[where, field],
    ...[valueText(before), valueText(after)],
  ]);
  return table(['where', 'field', `version ${against}`, 'new'], rows);
}

const valueText = (value: number | string | undefined): string =>
  value === undefined ? 'as wider' : String(value);

function outcomeText({ version, isInForce }: Put, role: PolicyRole, isRehearsal: boolean): string {
  if (isInForce) return 'Nothing changes.';
  if (isRehearsal) return NOTHING_CHANGED;
  return role === 'LIVE'
    ? `Version ${version} is in force. Scanners decide by it from now on, and look at every open order anew.`
    : `Version ${version} watches in the shadow: it decides beside the live one and tells nobody.
What it decides otherwise: ops why ORDER. To end it: ops policy end-shadow`;
}
