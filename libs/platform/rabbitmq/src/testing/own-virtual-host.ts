import { randomUUID } from 'node:crypto';
import { brokerManagementUrl, moveTestsTo, testBrokerUrl } from './test-broker.config.js';

/** A place on the broker where names of queues and exchanges collide with nobody. */
export interface OwnVirtualHost {
  readonly url: string;
  /** Whether it is really our own; else it is the default one and its queues are ours to delete. */
  readonly isOwn: boolean;
  drop(): Promise<void>;
}

/** Makes a virtual host when the management API is reachable, else lends the default one. */
export async function openOwnVirtualHost(): Promise<OwnVirtualHost> {
  const management = brokerManagementUrl();
  if (management === undefined) {
    return { url: testBrokerUrl(), isOwn: false, drop: () => Promise.resolve() };
  }
  const name = `ftgo-test-${randomUUID().slice(0, 8)}`;
  const url = new URL(testBrokerUrl());
  await manage(management, 'PUT', `/api/vhosts/${name}`, {});
  await manage(management, 'PUT', `/api/permissions/${name}/${url.username}`, EVERYTHING);
  url.pathname = `/${name}`;
  return {
    url: url.toString(),
    isOwn: true,
    drop: () => manage(management, 'DELETE', `/api/vhosts/${name}`),
  };
}

/**
 * Runs all tests of the file in a virtual host of their own, for files that need the programs' real
 * queues or FTGO's channels: others use the same names at the same time. To be called where the
 * file begins.
 */
export function inOwnVirtualHost(): void {
  let host: OwnVirtualHost | undefined;
  beforeAll(async () => {
    host = await openOwnVirtualHost();
    moveTestsTo(host.url);
  });
  afterAll(() => host?.drop());
}

const EVERYTHING = { configure: '.*', write: '.*', read: '.*' };

async function manage(
  management: string,
  method: string,
  path: string,
  body?: object,
): Promise<void> {
  const { origin, username, password } = new URL(management);
  const credentials = [username, password].map(decodeURIComponent).join(':');
  const answer = await fetch(`${origin}${path}`, {
    method,
    headers: {
      authorization: `Basic ${Buffer.from(credentials).toString('base64')}`,
      'content-type': 'application/json',
    },
    ...(body === undefined ? {} : { body: JSON.stringify(body) }),
  });
  if (!answer.ok) throw new Error(`${method} ${path} was answered ${answer.status}`);
}
