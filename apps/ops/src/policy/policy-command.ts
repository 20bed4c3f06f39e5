import { listPolicies } from '@ftgo/delayed-orders-persistence';
import { Command, InvalidArgumentError } from 'commander';
import { Refused } from '../refused.js';
import type { Surroundings } from '../surroundings.js';
import { printJson, withDatabase } from '../surroundings.js';
import { table } from '../table.js';
import { nameOf, problemsText, readPolicyFile } from './policy-file.js';
import type { SetOptions, StopOptions } from './set-policy.js';
import { setPolicy, stopWatching } from './set-policy.js';
import { showPolicy } from './show-policy.js';

interface Given {
  readonly json?: boolean;
}

/** `ops policy …`: what counts as delayed and who is told when; changed without a restart. */
export function policyCommand(around: Surroundings): Command {
  const policy = new Command('policy')
    .description('what counts as delayed and who is told when; changed without a restart')
    .addHelpText('after', EXAMPLES);
  policy
    .command('list')
    .description('the versions, newest first, and which are in force')
    .option('--json', 'for scripts')
    .action((given: Given) => list(around, given));
  policy
    .command('show')
    .description('a version whole, each field with its meaning; without a number the one in force')
    .argument('[version]', 'as list prints it; 0 is what is shipped', versionNumber)
    .option('--json', 'for scripts')
    .action((version: number | undefined, given: Given) =>
      showPolicy(around, version, given.json === true),
    );
  policy
    .command('check')
    .description('says what is wrong with a file; needs no database and changes nothing')
    .argument('<file>', 'JSON; - reads standard input')
    .option('--json', 'for scripts')
    .action((file: string, given: Given) => check(around, file, given));
  settable(policy.command('set')).action((file: string, given: SetOptions) =>
    setPolicy(around, file, given),
  );
  policy
    .command('end-shadow')
    .description('ends the watching of the second policy')
    .option('--dry-run', 'only says which one')
    .option('--json', 'for scripts')
    .action((given: StopOptions) => stopWatching(around, given));
  return policy;
}

const settable = (command: Command): Command =>
  command
    .description(
      'puts a file’s policy into force and says what changes; the same again is harmless',
    )
    .argument('<file>', 'JSON; - reads standard input')
    .option('--note <text>', 'why, for those who look at it later', note)
    .option('--shadow', 'lets it watch beside the live policy: it decides and tells nobody')
    .option('--dry-run', 'only says what would change')
    .option('--json', 'for scripts');

async function list(around: Surroundings, { json }: Given): Promise<void> {
  const policies = await withDatabase(around, (database) => listPolicies(database));
  const { output } = around;
  if (json) return printJson(output, policies);
  if (policies.length === 0) {
    return output.print('None was ever written; what is shipped is in force: ops policy show\n');
  }
  const rows = policies.map(({ version, roles, writtenAt, writtenBy, note: why }) => [
    ...[version, roles.join(', ') || '-'],
    ...[writtenAt, writtenBy, why],
  ]);
  output.print(table(['version', 'in force', 'written', 'by', 'note'], rows));
}

async function check({ output }: Surroundings, path: string, { json }: Given): Promise<void> {
  const file = await readPolicyFile(path);
  const problems = 'problems' in file ? file.problems : [];
  if (json) printJson(output, { problems });
  if (problems.length > 0) throw new Refused(problemsText(path, problems));
  if (!json) {
    output.print(
      `${nameOf(path)} is in order. What it would change: ops policy set FILE --dry-run\n`,
    );
  }
}

function versionNumber(text: string): number {
  const version = Number(text);
  if (/^\d+$/.test(text) && Number.isSafeInteger(version)) return version;
  throw new InvalidArgumentError('must be the number of a version');
}

const LONGEST_NOTE = 500;

function note(text: string): string {
  if (text.trim() !== '' && text.length <= LONGEST_NOTE) return text;
  throw new InvalidArgumentError(`must say something, in ${LONGEST_NOTE} characters at most`);
}

const EXAMPLES = `
A policy is a file of JSON that names only what differs from what is shipped:
  {
    "all": { "lateGraceMinutes": 5 },
    "serviceLevels": { "SCHEDULED": { "riskWindowMinutes": 40 } },
    "areas": { "Oakland": { "riskEnterProbability": 0.6 } },
    "restaurants": { "17": { "useForMinutes": { "LATE": 30 } } }
  }
The narrower wins: restaurant before area before service level before all.

Examples:
  ops policy show                                     what is in force, each field explained
  ops policy check policy.json                        is the file in order?
  ops policy set policy.json --dry-run                what would change?
  ops policy set policy.json --shadow --note "try"    decides beside the live one, tells nobody
  ops policy end-shadow
  ops policy set policy.json --note "after the storm"`;
