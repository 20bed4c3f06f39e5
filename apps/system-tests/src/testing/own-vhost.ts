import { randomUUID } from 'node:crypto';
import { testBrokerUrl } from '@ftgo/platform-rabbitmq/testing';
import { BROKER_MANAGEMENT_URL } from './test-servers.config.js';

/** A place on the broker where names of queues collide with nobody. */
export interface OwnVhost {
  readonly url: string;
  /** Whether it is really our own; else it is the default one and its queues are ours to delete. */
  readonly isOwn: boolean;
  drop(): Promise<void>;
}

/** Makes a virtual host when the management API is reachable, else lends the default one. */
export async function openOwnVhost(): Promise<OwnVhost> {
  if (BROKER_MANAGEMENT_URL === undefined) {
    return { url: testBrokerUrl(), isOwn: false, drop: () => Promise.resolve() };
  }
  const name = `ftgo-test-${randomUUID().slice(0, 8)}`;
  const url = new URL(testBrokerUrl());
  await manage('PUT', `/api/vhosts/${name}`, {});
  await manage('PUT', `/api/permissions/${name}/${url.username}`, EVERYTHING);
  url.pathname = `/${name}`;
  return {
    url: url.toString(),
    isOwn: true,
    drop: () => manage('DELETE', `/api/vhosts/${name}`),
  };
}

const EVERYTHING = { configure: '.*', write: '.*', read: '.*' };

async function manage(method: string, path: string, body?: object): Promise<void> {
  const { origin, username, password } = new URL(BROKER_MANAGEMENT_URL ?? '');
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
