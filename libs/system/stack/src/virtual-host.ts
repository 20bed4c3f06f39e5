import { randomUUID } from 'node:crypto';

/** A place on the broker for one stack. */
export interface VirtualHost {
  readonly url: string;
  remove(): Promise<void>;
}

/**
 * Makes a virtual host of its own through the management API where there is one (the private
 * broker of the bootstrap), so that stacks don't meet. Without it the given URL is used as it is.
 */
export async function makeVirtualHost(
  rabbitmqUrl: string,
  managementUrl: string | undefined,
): Promise<VirtualHost> {
  if (managementUrl === undefined) return { url: rabbitmqUrl, remove: () => Promise.resolve() };
  const name = `ftgo-${randomUUID().slice(0, 8)}`;
  const { username, password } = credentialsIn(rabbitmqUrl);
  const authorization = `Basic ${Buffer.from(`${username}:${password}`).toString('base64')}`;
  const call = async (method: string, path: string, body?: object): Promise<void> => {
    const base = new URL(managementUrl);
    const answer = await fetch(`${base.origin}/api/${path}`, {
      method,
      headers: { authorization, 'content-type': 'application/json' },
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    });
    if (!answer.ok) throw new Error(`the broker refused ${method} ${path}: ${answer.status}`);
  };
  await call('PUT', `vhosts/${name}`);
  const remove = (): Promise<void> => call('DELETE', `vhosts/${name}`);
  const everything = { configure: '.*', write: '.*', read: '.*' };
  try {
    await call('PUT', `permissions/${name}/${encodeURIComponent(username)}`, everything);
  } catch (error) {
    await remove().catch(() => undefined);
    throw error;
  }
  const url = new URL(rabbitmqUrl);
  url.pathname = `/${name}`;
  return { url: url.toString(), remove };
}

/** A URL carries credentials percent-encoded; the broker compares them as they are. */
function credentialsIn(rabbitmqUrl: string): { username: string; password: string } {
  const { username, password } = new URL(rabbitmqUrl);
  return {
    username: decodeURIComponent(username) || 'guest',
    password: decodeURIComponent(password) || 'guest',
  };
}
