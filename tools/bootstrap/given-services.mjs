import { EXIT, SetupError } from './setup-error.mjs';
import { accepts, amqpAnswers, postgresAnswers } from './wire-checks.mjs';

const TIMEOUT_MS = 5000;

const POSTGRES = { answers: postgresAnswers, port: 5432 };
/** What the programs of the project can be given, by variable and protocol. */
const KNOWN = {
  DATABASE_URL: {
    protocols: { 'postgres:': POSTGRES, 'postgresql:': POSTGRES },
    example: 'postgres://user:password@host:5432/database',
  },
  RABBITMQ_URL: {
    protocols: {
      'amqp:': { answers: amqpAnswers, port: 5672 },
      // Over TLS the greeting can't be read here: that something listens has to do.
      'amqps:': { answers: accepts, port: 5671 },
    },
    example: 'amqp://user:password@host:5672',
  },
};

/**
 * Checks that a server named by the user's own variable answers. Such a server is only ever spoken
 * to. Throws SetupError, naming the variable and the address but never user or password.
 */
export async function checkGiven(variable, text) {
  const url = parseUrl(variable, text);
  // A socket's folder as the host is left to the driver.
  if (isSocket(url)) return;
  const host = url.hostname.replace(/^\[|\]$/g, '');
  const { answers, port } = KNOWN[variable].protocols[url.protocol];
  if (await answers({ host, port: Number(url.port || port), timeoutMs: TIMEOUT_MS })) return;
  throw new SetupError({
    what: `${variable} is set, but no such server answers at ${url.host}.`,
    why: 'a server that you name yourself is never started or changed by this command.',
    next: `start that server, or unset ${variable} to have a private one started for you.`,
  });
}

function parseUrl(variable, text) {
  const { protocols, example } = KNOWN[variable];
  const url = tryParse(text);
  if (url && protocols[url.protocol] && (url.hostname || isSocket(url))) return url;
  throw new SetupError({
    what: `${variable} is not a URL of the right kind.`,
    next: `write it as ${example}, or unset it to have a private server started for you.`,
    exitCode: EXIT.usage,
  });
}

function tryParse(text) {
  try {
    return new URL(text);
  } catch {
    return null;
  }
}

/** PostgreSQL's `postgres:///db?host=/run/…` and `postgres://%2Frun%2F…/db`. */
function isSocket({ protocol, hostname }) {
  return protocol.startsWith('postgres') && (!hostname || /^%2f/i.test(hostname));
}
