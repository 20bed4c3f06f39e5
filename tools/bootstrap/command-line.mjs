import { EXIT, SetupError } from './setup-error.mjs';

/** The programs a target stands for, below the repository's root. */
const TARGETS = {
  demo: ['tools', 'run', 'demo.mjs'],
  test: ['tools', 'test', 'run.mjs'],
  prove: ['tools', 'run', 'prove.mjs'],
};

/** What `--help` prints. */
export const HELP = `Sets up everything this project needs, then runs one of its commands.

usage: node tools/bootstrap/run.mjs [--keep-services] <demo|test|prove> [--] [arguments…]
       node tools/bootstrap/run.mjs [--keep-services] exec -- <command> [arguments…]

  demo, test, prove   what "npm run demo", "npm test" and "npm run prove" run
  exec                any command, with the same set-up and environment
  --keep-services     leaves PostgreSQL and RabbitMQ running for the next run
                      (node tools/bootstrap/services.mjs stop ends them)

What is done first: npm ci where package-lock.json has changed; the project's own Node.js where this
one is too old; PostgreSQL and RabbitMQ from DATABASE_URL and RABBITMQ_URL, else private ones in
.local/ on free ports, else installed with apt, else by docker compose. What was started is stopped
at the end, also after Ctrl-C; nothing else is.

The command sees DATABASE_URL, RABBITMQ_URL, RABBITMQ_MANAGEMENT_URL (private broker only), LOCAL_DIR,
FTGO_PG_BIN and FTGO_RABBITMQ_SBIN. Its exit code is passed on. Own exit codes: 64 wrong usage,
69 something needed is not to be had, 75 busy, 128 + n ended by signal n.
`;

/**
 * Reads `run.mjs`'s arguments: `{ help: true }`, or `{ keepServices, target, args }` where `target` is
 * the path of a program to run with node, or null when `args` is a whole command.
 */
export function parseCommandLine(argv) {
  const words = [...argv];
  let keepServices = false;
  while (words[0]?.startsWith('-')) {
    const option = words.shift();
    if (option === '--help' || option === '-h') return { help: true };
    if (option !== '--keep-services') throw wrongUsage(`unknown option ${option}`);
    keepServices = true;
  }
  const name = words.shift();
  const args = words[0] === '--' ? words.slice(1) : words;
  if (name === 'exec' && args.length > 0) return { keepServices, target: null, args };
  if (Object.hasOwn(TARGETS, name ?? '')) return { keepServices, target: TARGETS[name], args };
  throw wrongUsage(
    name === 'exec' ? 'exec needs a command' : `what to run is missing or unknown: ${name ?? ''}`,
  );
}

function wrongUsage(why) {
  return new SetupError({
    what: 'This is not how run.mjs is called.',
    why,
    next: 'node tools/bootstrap/run.mjs --help',
    exitCode: EXIT.usage,
  });
}
