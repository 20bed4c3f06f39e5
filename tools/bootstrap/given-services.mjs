import { EXIT, SetupError } from './setup-error.mjs';
import { accepts, amqpAnswers, postgresAnswers } from './wire-checks.mjs';

const TIMEOUT_MS = 5000;

/**
 * Checks that a server named by the user's own variable answers. Such a server is only ever spoken
 * to. Throws SetupError, naming the variable and the address but never user or password.
 */
export async function checkGiven(variable, text, defaultPort) {
  const url = parseUrl(variable, text);
  // A socket's folder as the host (postgres:///db?host=/run/…) is left to the driver.
  if (!url.hostname) return;
  const host = url.hostname.replace(/^\[|\]$/g, '');
  const port = Number(url.port || defaultPort);
  if (await checkFor(url.protocol)({ host, port, timeoutMs: TIMEOUT_MS })) return;
  throw new SetupError({
    what: `${variable} is set, but no such server answers at ${url.host}.`,
    why: 'a server that you name yourself is never started or changed by this command.',
    next: `start that server, or unset ${variable} to have a private one started for you.`,
  });
}

function parseUrl(variable, text) {
  try {
    return new URL(text);
  } catch {
    throw new SetupError({
      what: `${variable} is not a URL.`,
      next: 'write it as postgres://user:password@host:5432/database or amqp://user:password@host:5672.',
      exitCode: EXIT.usage,
    });
  }
}

function checkFor(protocol) {
  if (protocol.startsWith('postgres')) return postgresAnswers;
  // Over TLS the greeting can't be read here: that something listens has to do.
  return protocol === 'amqp:' ? amqpAnswers : accepts;
}
