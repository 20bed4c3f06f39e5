import { ConfigurationError, EXIT_BAD_CONFIGURATION } from '@ftgo/platform-config';
import { Command, CommanderError } from 'commander';
import { auditCommand } from './audit-command.js';
import { backfillCommand } from './backfill/backfill-command.js';
import { channelsCommand } from './channels/channels-command.js';
import type { ConsoleOutput } from './console-output.js';
import { customersCommand } from './customers/customers-command.js';
import { deadLettersCommand } from './dead-letters/dead-letters-command.js';
import { feedsCommand } from './feeds/feeds-command.js';
import { mailsCommand } from './mails/mails-command.js';
import type { OpsConfig } from './ops.config.js';
import { policyCommand } from './policy/policy-command.js';
import { quarantineCommand } from './quarantine/quarantine-command.js';
import { reconcileCommand } from './reconcile-command.js';
import { Refused } from './refused.js';
import type { Surroundings } from './surroundings.js';
import { webhooksCommand } from './webhooks/webhooks-command.js';
import { whyCommand } from './why/why-command.js';

const REFUSED = 2;
const FAILED = 1;

/**
 * Runs `ops` with the arguments after its name and answers the exit code: 0; 1 when something
 * broke; 2 when the arguments are wrong or what was asked can't be done; 78 for bad configuration.
 * Never throws. `--help` needs no configuration.
 */
export async function runOps(
  args: readonly string[],
  output: ConsoleOutput,
  configure: () => OpsConfig,
): Promise<number> {
  try {
    await program(output, configure).parseAsync([...args], { from: 'user' });
    return 0;
  } catch (error) {
    return exitCodeOf(error, output);
  }
}

function program(output: ConsoleOutput, configure: () => OpsConfig): Command {
  // Read when a command asks for it, so that help can be had anywhere.
  let config: OpsConfig | undefined;
  const around: Surroundings = {
    output,
    get config(): OpsConfig {
      return (config ??= configure());
    },
  };
  const ops = new Command('ops')
    .description('What operators do to the delayed-delivery service.')
    .addHelpText('after', VARIABLES);
  const commands = [
    whyCommand(around),
    policyCommand(around),
    channelsCommand(around),
    customersCommand(around),
    mailsCommand(around),
    webhooksCommand(around),
    feedsCommand(around),
    quarantineCommand(around),
    deadLettersCommand(around),
    backfillCommand(around),
    reconcileCommand(around),
    auditCommand(around),
  ];
  for (const command of commands) ops.addCommand(command);
  for (const command of [ops, ...ops.commands, ...ops.commands.flatMap((each) => each.commands)]) {
    command
      .exitOverride()
      .showHelpAfterError('(--help tells more)')
      .configureOutput({
        writeOut: (text) => output.print(text),
        writeErr: (text) => output.printError(text),
      });
  }
  return ops;
}

function exitCodeOf(error: unknown, output: ConsoleOutput): number {
  if (error instanceof CommanderError) return error.exitCode === 0 ? 0 : REFUSED;
  const message = error instanceof Error ? error.message : String(error);
  output.printError(`${message}\n`);
  if (error instanceof Refused) return REFUSED;
  return error instanceof ConfigurationError ? EXIT_BAD_CONFIGURATION : FAILED;
}

const VARIABLES = `
Environment:
  DATABASE_URL          the service’s PostgreSQL (needed by every command but mails and policy check)
  RABBITMQ_URL          the broker (dead-letters)
  LOG_TAILER_URL        where a log-tailer answers (backfill)
  RECONCILIATION_URL    where replica-reconciliation answers (reconcile)
  MONOLITH_TIME_ZONE    in which the monolith’s local times are read (quarantine replay; UTC)
  EXPECTED_FEEDS, FEED_STALE_AFTER_MS   as the scanner has them (feeds, why)
  SMTP_URL, MAIL_FROM, MAIL_DOMAIN, ALLOWED_RECIPIENTS   as the dispatcher has them (mails send)
  OPERATOR              who acts, for the audit (the user’s name)

Exit codes: 0 done; 1 something broke; 2 refused; 78 bad configuration.`;
