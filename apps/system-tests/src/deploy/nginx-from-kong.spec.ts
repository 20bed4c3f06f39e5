import { request } from 'node:http';
import { deployFile, deployPath } from './testing/deploy-file.js';
import { describeIf } from './testing/describe-if.js';
import { parseKongFile } from './testing/kong-file.js';
import type { Echo, NamedUpstream } from './testing/named-upstream.js';
import { freePort, startNamedUpstream } from './testing/named-upstream.js';
import { nginxConfiguration } from './testing/nginx-configuration.js';
import type { GatewayStandIn } from './testing/nginx-from-kong.js';
import { lackingNginx, startNginxFromKong } from './testing/nginx-from-kong.js';

describeIf(lackingNginx(), 'an nginx generated from kong.yaml (not Kong itself)', () => {
  let upstreams: NamedUpstream[] = [];
  let gateway: GatewayStandIn;

  beforeAll(async () => {
    upstreams = await Promise.all(['delayed-orders-api', 'monolith'].map(startNamedUpstream));
    gateway = await startNginxFromKong({
      kongFile: deployPath('kong/kong.yaml'),
      upstreams: {
        'delayed-orders-api': upstreams[0]?.url ?? '',
        monolith: upstreams[1]?.url ?? '',
      },
      port: await freePort(),
    });
  });

  afterAll(async () => {
    await gateway?.stop();
    await Promise.all(upstreams.map((upstream) => upstream.stop()));
  });

  const ask = (path: string, init?: RequestInit): Promise<Response> =>
    fetch(`${gateway.url}${path}`, init);
  const echo = async (path: string, init?: RequestInit): Promise<Echo> =>
    (await (await ask(path, init)).json()) as Echo;

  it.each([
    ['GET', '/delayed-orders', 'delayed-orders-api'],
    ['GET', '/delayed-orders?condition=LATE&limit=10', 'delayed-orders-api'],
    ['GET', '/delivery-statistics?restaurantId=1', 'delayed-orders-api'],
    ['GET', '/offers/a-token', 'delayed-orders-api'],
    ['POST', '/offers/a-token', 'delayed-orders-api'],
    ['GET', '/delayed-orders-of-last-year', 'monolith'],
    ['GET', '/offersX', 'monolith'],
    ['GET', '/v1/offers', 'monolith'],
    ['POST', '/delayed-orders', 'monolith'],
    ['DELETE', '/offers/a-token', 'monolith'],
    ['GET', '/consumers/7', 'monolith'],
    ['POST', '/orders', 'monolith'],
    ['GET', '/', 'monolith'],
  ])('sends %s %s to %s, path and query untouched', async (method, path, service) => {
    expect(await echo(path, { method })).toMatchObject({ answeredBy: service, method, url: path });
  });

  it.each(['/metrics', '/livez', '/readyz', '/readyz/', '/x/../metrics', '/%6Detrics'])(
    'does not let %s through to anybody',
    async (path) => {
      expect(await statusOf(gateway.url, path)).toBe(404);
    },
  );

  it('takes off what a client claims to be, on its way to the API', async () => {
    const { headers } = await echo('/delayed-orders', {
      headers: { 'X-Consumer-ID': '7', 'X-Consumer-Username': 'ajanta', Accept: 'text/plain' },
    });

    expect(headers).not.toHaveProperty('x-consumer-id');
    expect(headers).not.toHaveProperty('x-consumer-username');
    expect(headers.accept).toBe('text/plain');
  });

  it('gives each request an id and shows it to both sides', async () => {
    const answer = await ask('/orders/42');
    const { headers } = (await answer.json()) as Echo;

    expect(headers['x-request-id']).toMatch(/^[0-9a-f]{32}$/);
    expect(answer.headers.get('x-request-id')).toBe(headers['x-request-id']);
  });

  it("keeps a client's own id", async () => {
    const { headers } = await echo('/offers/a', {
      headers: { 'X-Request-ID': 'chicken-vindaloo' },
    });

    expect(headers['x-request-id']).toBe('chicken-vindaloo');
  });

  it('refuses a large body to the API, not to the monolith', async () => {
    const body = 'x'.repeat(65 * 1024);

    expect((await ask('/offers/a', { method: 'POST', body })).status).toBe(413);
    expect((await ask('/orders', { method: 'POST', body })).status).toBe(200);
  });

  it('slows down who guesses offers', async () => {
    const answers = await Promise.all(
      Array.from({ length: 60 }, (_, n) => ask(`/offers/guess-${n}`)),
    );
    const refused = answers.filter(({ status }) => status === 429);

    expect(refused.length).toBeGreaterThanOrEqual(25);
    expect((await ask('/delayed-orders')).status).toBe(200);
  });
});

describe('the nginx stand-in', () => {
  const settings = { upstreams: {}, port: 1, folder: '/tmp' };
  const kong = () => parseKongFile(deployFile('kong/kong.yaml'));

  it('refuses to leave out what it cannot translate', () => {
    const file = kong();
    const [service] = file.services;
    const stripping = {
      ...file,
      services: [{ ...service, routes: [{ ...service?.routes[0], strip_path: true }] }],
    };

    expect(() => nginxConfiguration(stripping as typeof file, settings)).toThrow(
      'strip_path is not translated',
    );
  });

  it('asks routes with methods before routes without, as Kong does', () => {
    const configuration = nginxConfiguration(kong(), settings);

    expect(configuration.indexOf('/offers(?:/|$)" offers')).toBeLessThan(
      configuration.indexOf('[A-Z]+ /" everything-else'),
    );
  });
});

/** The path as it is written: fetch would tidy it up first. */
function statusOf(url: string, path: string): Promise<number> {
  const { hostname, port } = new URL(url);
  return new Promise((resolve, reject) => {
    request({ hostname, port, path }, (answer) => resolve(answer.resume().statusCode ?? 0))
      .on('error', reject)
      .end();
  });
}
