import assert from 'node:assert/strict';
import { networkInterfaces } from 'node:os';
import { after, before, describe, it } from 'node:test';
import { freePorts } from './free-port.mjs';
import { checkGiven } from './given-services.mjs';
import type { PretendedServer } from './testing/pretended-server.ts';
import { AMQP_GREETING, POSTGRES_GREETING, serverSaying } from './testing/pretended-server.ts';

/** What the bootstrap says when it refuses, with its exit code. */
interface Refusal {
  readonly message: string;
  readonly exitCode: number;
}

const noIpv6 =
  !Object.values(networkInterfaces())
    .flat()
    .some((each) => each?.address === '::1') && 'no IPv6 on this machine';
const CHEF = 'chef:vindaloo@';

async function refusalOf(variable: string, url: string): Promise<Refusal> {
  const refused = await checkGiven(variable, url).then(
    () => null,
    (error: Refusal) => error,
  );
  assert.ok(refused, `${url} was accepted`);
  return refused;
}

describe('a server that the user names', () => {
  let postgres: PretendedServer;
  let rabbitmq: PretendedServer;
  let neither: PretendedServer;
  let closed: number;
  before(async () => {
    postgres = await serverSaying(POSTGRES_GREETING);
    rabbitmq = await serverSaying(AMQP_GREETING);
    neither = await serverSaying('HTTP/1.1 400 Bad Request\r\n\r\n');
    [closed] = await freePorts(1);
  });
  after(() => [postgres, rabbitmq, neither].forEach((server) => server.close()));

  it('is taken when it answers in its own language', async () => {
    await checkGiven('DATABASE_URL', `postgres://127.0.0.1:${postgres.port}/kitchen`);
    await checkGiven('DATABASE_URL', `postgresql://chef:x@localhost:${postgres.port}/kitchen?a=b`);
    await checkGiven('RABBITMQ_URL', `amqp://chef:x@127.0.0.1:${rabbitmq.port}/%2F`);
  });

  it('is taken when it accepts at all where nobody can read what it says over TLS', () =>
    checkGiven('RABBITMQ_URL', `amqps://127.0.0.1:${neither.port}`));

  it('is found at an address of IPv6', { skip: noIpv6 }, async () => {
    const server = await serverSaying(POSTGRES_GREETING, '::1');
    await checkGiven('DATABASE_URL', `postgres://[::1]:${server.port}/kitchen`);
    server.close();
  });

  for (const url of [
    'postgres:///kitchen',
    'postgres:///kitchen?host=/run/postgresql',
    'postgres://%2Frun%2Fpostgresql/kitchen',
  ]) {
    it(`is left to the driver when it is a socket: ${url}`, () => checkGiven('DATABASE_URL', url));
  }

  const silent: [string, string, (ports: { closed: number; other: number }) => string][] = [
    ['nobody listens', 'DATABASE_URL', ({ closed }) => `postgres://${CHEF}127.0.0.1:${closed}/x`],
    ['nobody listens on IPv6', 'DATABASE_URL', ({ closed }) => `postgres://${CHEF}[::1]:${closed}`],
    [
      'a web server listens',
      'DATABASE_URL',
      ({ other }) => `postgres://${CHEF}127.0.0.1:${other}/x`,
    ],
    ['nobody listens', 'RABBITMQ_URL', ({ closed }) => `amqp://${CHEF}127.0.0.1:${closed}`],
    ['the host is unknown', 'RABBITMQ_URL', () => `amqp://${CHEF}no-such-host.invalid:5672`],
    ['a web server listens', 'RABBITMQ_URL', ({ other }) => `amqp://${CHEF}127.0.0.1:${other}`],
    ['nobody listens with TLS', 'RABBITMQ_URL', ({ closed }) => `amqps://${CHEF}[::1]:${closed}`],
  ];
  for (const [why, variable, write] of silent) {
    it(`is refused by address, never with user and password, when ${why} at ${variable}`, async () => {
      const url = write({ closed, other: neither.port });
      const { message, exitCode } = await refusalOf(variable, url);
      assert.ok(message.includes(`${variable} is set, but no such server answers at`), message);
      assert.ok(message.includes(new URL(url).host), message);
      assert.doesNotMatch(message, /chef|vindaloo/);
      assert.equal(exitCode, 69);
    });
  }

  const malformed: [string, string, string][] = [
    ['no URL at all', 'DATABASE_URL', 'vindaloo'],
    ['host and port alone', 'DATABASE_URL', 'localhost:5432'],
    ["another database's", 'DATABASE_URL', 'mysql://chef:vindaloo@localhost/kitchen'],
    ["the broker's, for the database", 'DATABASE_URL', 'amqp://chef:vindaloo@localhost:5672'],
    ['a web page', 'DATABASE_URL', 'http://localhost:5432/'],
    ['a file', 'DATABASE_URL', 'file:///vindaloo'],
    ['a port that is none', 'DATABASE_URL', 'postgres://chef:vindaloo@localhost:99999/kitchen'],
    ['a name of an object', 'DATABASE_URL', 'constructor:vindaloo'],
    ['no URL at all', 'RABBITMQ_URL', 'vindaloo'],
    ['a broker without a host', 'RABBITMQ_URL', 'amqp:///vindaloo'],
    ['host and port alone', 'RABBITMQ_URL', 'localhost:5672'],
    ["the broker's management", 'RABBITMQ_URL', 'http://chef:vindaloo@localhost:15672'],
    ["the database's, for the broker", 'RABBITMQ_URL', 'postgres://chef:vindaloo@localhost/x'],
    ['with the quotes of a shell', 'RABBITMQ_URL', '"amqp://chef:vindaloo@localhost"'],
  ];
  for (const [what, variable, url] of malformed) {
    it(`is refused as wrong usage, the value unsaid, when ${variable} is ${what}`, async () => {
      const { message, exitCode } = await refusalOf(variable, url);
      assert.match(message, new RegExp(`^${variable} is not a URL of the right kind`));
      assert.match(message, /next: write it as (postgres|amqp):\/\//);
      assert.doesNotMatch(message, /chef|vindaloo|localhost/);
      assert.equal(exitCode, 64);
    });
  }
});
