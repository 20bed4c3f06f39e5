import { parse, stringify } from 'yaml';
import { deployFile } from './testing/deploy-file.js';
import { describeIf } from './testing/describe-if.js';
import { lackingHelm, renderChart } from './testing/helm-chart.js';
import type { KongFile } from './testing/kong-file.js';
import { parseKongFile } from './testing/kong-file.js';

const yaml = deployFile('kong/kong.yaml');

/** Our file with one change, so that a refusal has one cause. */
function changed(change: (file: KongFile) => void): string {
  const file = parse(yaml) as KongFile;
  change(file);
  return stringify(file);
}

const firstRoute = (file: KongFile) =>
  file.services[0]?.routes[0] as unknown as Record<string, unknown>;

describe('kong.yaml', () => {
  const kong = parseKongFile(yaml);

  it('knows two services: ours and the monolith', () => {
    expect(kong.services.map(({ name }) => name)).toEqual(['delayed-orders-api', 'monolith']);
  });

  it('cuts each path of ours at a segment and names its methods', () => {
    for (const route of kong.services[0]?.routes ?? []) {
      expect(route.paths.every((path) => /^~\/[a-z-]+\(\?:\/\|\$\)$/.test(path))).toBe(true);
      expect(route.methods?.length).toBeGreaterThan(0);
    }
  });

  it('lets an offer be accepted, an opt-out be made, a receipt be heard, and nothing else be changed', () => {
    const writing = kong.services[0]?.routes.filter(({ methods }) => methods?.includes('POST'));

    expect(writing?.map(({ name }) => name)).toEqual(['offers', 'opt-outs', 'receipts']);
  });

  it('strips nobody of a path: both services know theirs by the same names', () => {
    const routes = [...kong.routes, ...kong.services.flatMap((service) => service.routes)];

    expect(routes.filter((route) => route.strip_path)).toEqual([]);
  });

  it('guards the API against floods, large bodies and forged consumers', () => {
    const names = kong.services[0]?.plugins.map(({ name }) => name);

    expect(names).toEqual(['rate-limiting', 'request-size-limiting', 'request-transformer']);
  });

  it('names the router flavour for which it is written', () => {
    expect(yaml).toContain('router_flavor = traditional_compatible');
  });
});

describe('a Kong file is refused', () => {
  it.each([
    [
      'with a misspelt field',
      (file: KongFile) => (firstRoute(file)['methodz'] = ['GET']),
      'methodz',
    ],
    [
      'with a path that does not begin with a slash',
      (file: KongFile) => (firstRoute(file)['paths'] = ['delayed-orders']),
      'must start with / (fixed path) or ~/ (regex path)',
    ],
    [
      'with an expression that does not compile',
      (file: KongFile) => (firstRoute(file)['paths'] = ['~/delayed-orders(']),
      'is no regular expression',
    ],
    [
      'with two routes of one name',
      (file: KongFile) => (firstRoute(file)['name'] = 'offers'),
      'the name offers is given twice',
    ],
    ['without paths', (file: KongFile) => (firstRoute(file)['paths'] = []), 'paths'],
    [
      'with a plugin that nobody knows',
      (file: KongFile) => file.plugins.push({ name: 'response-ratelimiting' } as never),
      'plugins',
    ],
    [
      'with a rate limit without a rate',
      (file: KongFile) =>
        delete (file.services[0]?.plugins[0]?.config as { second?: number }).second,
      'at least one period',
    ],
    [
      'with another format',
      (file: KongFile) => Object.assign(file, { _format_version: '2.1' }),
      '_format_version',
    ],
  ])('%s', (_how, change, reason) => {
    expect(() => parseKongFile(changed((file) => void change(file)))).toThrow(reason);
  });
});

describeIf(lackingHelm(), 'kong.yaml and the chart', () => {
  it('agree on the name and port of the API', () => {
    const [api] = parseKongFile(yaml).services;
    const [service] = renderChart().filter(({ kind }) => kind === 'Service');

    expect(api?.host).toBe(`${service?.metadata.name}.delayed-delivery.svc.cluster.local`);
    expect(service?.spec).toMatchObject({ ports: [{ port: api?.port }] });
  });
});
