#!/usr/bin/env node
/** For developers: PostgreSQL and RabbitMQ of this checkout by themselves. See --help. */
import { LOCAL, prepareLocalFolder, ROOT } from './checkout.mjs';
import { Interruption } from './interruption.mjs';
import { Progress } from './progress.mjs';
import { withLock } from './run-lock.mjs';
import { Session } from './session.mjs';
import { EXIT, InterruptedError, SetupError } from './setup-error.mjs';
import { setUpServices } from './set-up-services.mjs';

const HELP = `usage: node tools/bootstrap/services.mjs <start|stop|status>

  start    starts the checkout's PostgreSQL and RabbitMQ, prints how to reach them, leaves them running
  stop     stops them and removes their contents
  status   prints how to reach those that run; exit code 3 when one of them doesn't
`;

const COMMANDS = { start, stop, status };

async function start(session, interruption) {
  try {
    // Registered, so that a run that waits for this and is interrupted need not wait to clean up.
    session.runs.register();
    const variables = await session.locked(async () => {
      const services = await setUpServices(session);
      session.local.summarise({ ...services, kept: true });
      session.runs.unregister();
      return services;
    });
    print(variables);
    return 0;
  } catch (error) {
    await session.close();
    if (error instanceof InterruptedError) return interruption.exitCode;
    throw error;
  }
}

async function stop(session) {
  const users = session.runs.othersAlive();
  if (users.length > 0) {
    throw new SetupError({
      what: `The services are in use by process ${users.join(', ')}.`,
      next: 'stop that run first; it ends its services by itself.',
      exitCode: EXIT.busy,
    });
  }
  await withLock(session.localFolder, () => session.stopServices());
  return 0;
}

async function status({ local }) {
  const { compose, kept, ...variables } = local.summary();
  const gone = [
    ...(compose || (await local.findPostgres()) ? [] : ['DATABASE_URL']),
    ...(compose || (await local.findRabbitmq()) ? [] : ['RABBITMQ_URL', 'RABBITMQ_MANAGEMENT_URL']),
  ];
  const names = Object.keys(variables).filter((name) => name.endsWith('_URL'));
  const running = names.filter((name) => !gone.includes(name));
  if (running.length === 0) process.stdout.write('not running\n');
  print(Object.fromEntries(running.map((name) => [name, variables[name]])));
  return running.length === 0 || running.length < names.length ? 3 : 0;
}

function print(variables) {
  const shown = Object.entries(variables).filter(([name]) => name.endsWith('_URL'));
  process.stdout.write(shown.map(([name, value]) => `${name}=${value}\n`).join(''));
}

async function main([name]) {
  const command = COMMANDS[name];
  if (!command) {
    process.stdout.write(HELP);
    return name === '--help' ? 0 : EXIT.usage;
  }
  const interruption = new Interruption().listen();
  const localFolder = prepareLocalFolder(LOCAL);
  const progress = new Progress();
  const session = new Session({ root: ROOT, localFolder, progress, abort: interruption.abort });
  return command(session, interruption);
}

main(process.argv.slice(2)).then(
  (code) => process.exit(code),
  (error) => {
    process.stderr.write(`${error instanceof SetupError ? error.message : error.stack}\n`);
    process.exit(error.exitCode ?? 70);
  },
);
