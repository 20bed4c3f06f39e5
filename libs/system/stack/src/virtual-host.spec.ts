import type { AddressInfo } from 'node:net';
import { createServer } from 'node:http';
import { makeVirtualHost } from './virtual-host.js';

interface Asked {
  readonly method: string;
  readonly path: string;
  readonly credentials: string;
}

/** A management API that answers everything with 204, but for what it is told to refuse. */
async function pretendedApi(refused: RegExp = /^$/) {
  const asked: Asked[] = [];
  const server = createServer(({ method = '', url = '', headers }, answer) => {
    const [, secret = ''] = (headers.authorization ?? '').split(' ');
    const credentials = Buffer.from(secret, 'base64').toString();
    asked.push({ method, path: url, credentials });
    answer.writeHead(refused.test(url) ? 403 : 204).end();
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  const close = () => new Promise((resolve) => server.close(resolve));
  return { url: `http://127.0.0.1:${port}`, asked, close };
}

describe('the virtual host of a stack', () => {
  it('is made for the user whom the URL names, whatever is in the name and the password', async () => {
    const api = await pretendedApi();
    const host = await makeVirtualHost('amqp://aj%40nta:p%3Ass%2Fw%C3%B6rd@broker:5672', api.url);
    await host.remove();
    await api.close();
    expect(new Set(api.asked.map(({ credentials }) => credentials))).toEqual(
      new Set(['aj@nta:p:ss/wörd']),
    );
    expect(api.asked[1]?.path).toMatch(/^\/api\/permissions\/ftgo-\w+\/aj%40nta$/);
    expect(host.url).toMatch(/^amqp:\/\/aj%40nta:p%3Ass%2Fw%C3%B6rd@broker:5672\/ftgo-\w+$/);
  });

  it('is made by guest where the URL names nobody', async () => {
    const api = await pretendedApi();
    await makeVirtualHost('amqp://broker:5672', api.url);
    await api.close();
    expect(api.asked[0]?.credentials).toBe('guest:guest');
  });

  it('is removed again when its user may not be let in', async () => {
    const api = await pretendedApi(/permissions/);
    await expect(makeVirtualHost('amqp://broker:5672', api.url)).rejects.toThrow(
      /permissions.*403/,
    );
    await api.close();
    const [made, , removed] = api.asked;
    expect(removed).toMatchObject({ method: 'DELETE', path: made?.path });
  });
});
