import type { Channel } from '@ftgo/delayed-orders-domain';
import { CHANNELS_OF } from '@ftgo/delayed-orders-domain';
import {
  findPreference,
  forgetPreference,
  keepPreference,
  recordAction,
} from '@ftgo/delayed-orders-persistence';
import { Command, InvalidArgumentError } from 'commander';
import { Refused } from '../refused.js';
import type { Surroundings } from '../surroundings.js';
import { printJson, withDatabase } from '../surroundings.js';

const WAYS: readonly string[] = CHANNELS_OF.CUSTOMER;

/** `ops customers`: how single customers want to hear, by their number; no contact data (I8). */
export function customersCommand(around: Surroundings): Command {
  const command = new Command('customers').description('how single customers want to hear');
  command
    .command('show')
    .description('what the customer has said; without anything the policy’s channels hold')
    .argument('<consumer>', 'the customer’s number', customerNumber)
    .option('--json', 'for scripts')
    .action((id: number, given: { json?: boolean }) => show(around, id, given));
  command
    .command('prefer')
    .description(`keeps what the customer wants: some of ${WAYS.join(', ')}, or none`)
    .argument('<consumer>', 'the customer’s number', customerNumber)
    .argument('<channels>', 'separated by commas, or none', waysOf)
    .action((id: number, channels: Channel[]) => prefer(around, id, channels));
  command
    .command('forget')
    .description('forgets what the customer said: the policy’s channels hold again')
    .argument('<consumer>', 'the customer’s number', customerNumber)
    .action((id: number) => forget(around, id));
  return command;
}

function customerNumber(text: string): number {
  const id = Number(text);
  if (!Number.isSafeInteger(id) || id < 1) throw new InvalidArgumentError('must be a number');
  return id;
}

function waysOf(text: string): Channel[] {
  const given = text === 'none' ? [] : text.split(',').map((way) => way.trim().toUpperCase());
  const isKnown = given.every((way) => WAYS.includes(way)) && new Set(given).size === given.length;
  if (!isKnown) throw new InvalidArgumentError(`must be none, or some of ${WAYS.join(', ')}`);
  return given as Channel[];
}

async function show(around: Surroundings, id: number, { json }: { json?: boolean }): Promise<void> {
  const preference = await withDatabase(around, (database) => findPreference(database, id));
  if (json) return printJson(around.output, preference ?? null);
  if (preference === undefined) {
    around.output.print(`Customer ${id} has said nothing: the policy’s channels hold.\n`);
    return;
  }
  const { wanted, refused, changedBy, changedAt } = preference;
  const ways = wanted === null ? 'what the policy plans' : wanted.join(', ') || 'nothing at all';
  const but = refused.length === 0 ? '' : `, and nothing by ${refused.join(', ')}`;
  around.output.print(
    `Customer ${id} wants ${ways}${but}, since ${changedAt.toISOString()} by ${changedBy}.\n`,
  );
}

async function prefer(around: Surroundings, id: number, channels: Channel[]): Promise<void> {
  const { operator } = around.config;
  await withDatabase(around, (database) =>
    database.transaction(async (transaction) => {
      await keepPreference(transaction, { consumerId: id, wanted: channels, changedBy: operator });
      await recordAction(transaction, operator, 'customers prefer', { consumerId: id, channels });
    }),
  );
  around.output.print(
    `Customer ${id} gets ${channels.join(', ') || 'nothing more'} from now on.\n`,
  );
}

async function forget(around: Surroundings, id: number): Promise<void> {
  const { operator } = around.config;
  await withDatabase(around, (database) =>
    database.transaction(async (transaction) => {
      if (!(await forgetPreference(transaction, id))) {
        throw new Refused(`customer ${id} has said nothing; there is nothing to forget`);
      }
      await recordAction(transaction, operator, 'customers forget', { consumerId: id });
    }),
  );
  around.output.print(`The policy’s channels hold for customer ${id} again.\n`);
}
