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
  const { username = 'guest', password = 'guest' } = new URL(rabbitmqUrl);
  const credentials = `${username || 'guest'}:${password || 'guest'}`;
  const authorization = `Basic ${Buffer.from(credentials).toString('base64')}`;
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
  const everything = { configure: '.*', write: '.*', read: '.*' };
  await call('PUT', `permissions/${name}/${username || 'guest'}`, everything);
  const url = new URL(rabbitmqUrl);
  url.pathname = `/${name}`;
  return { url: url.toString(), remove: () => call('DELETE', `vhosts/${name}`) };
}
