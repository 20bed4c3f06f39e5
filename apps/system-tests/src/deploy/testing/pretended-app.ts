import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { CataloguedMetric } from './metric-catalogue.js';
import { METRIC_CATALOGUE } from './metric-catalogue.js';
import type { LiveApp } from './prometheus-server.js';

/** A server with the metrics of the catalogue, each a little larger at every look. */
export interface PretendedApp extends LiveApp {
  stop(): Promise<void>;
}

/** Starts one on a free port. @param without metrics that it does not expose. */
export async function startPretendedApp(without: readonly string[] = []): Promise<PretendedApp> {
  let looks = 0;
  const server = createServer((_request, response) => response.end(metricsText(++looks, without)));
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return {
    app: 'delay-scanner',
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    async stop() {
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}

function metricsText(looks: number, without: readonly string[]): string {
  return Object.entries(METRIC_CATALOGUE)
    .filter(([name]) => !without.includes(name))
    .map(([name, metric]) => `# TYPE ${name} ${metric.kind}\n${series(name, metric, looks)}\n`)
    .join('');
}

function series(name: string, { kind, labels }: CataloguedMetric, looks: number): string {
  return labelSets(Object.entries(labels))
    .flatMap((set) => {
      const braces = (...more: string[]) => `{${['app="pretended"', ...set, ...more].join()}}`;
      return kind === 'histogram'
        ? [
            `${name}_bucket${braces('le="5"')} ${looks}`,
            `${name}_bucket${braces('le="+Inf"')} ${2 * looks}`,
            `${name}_sum${braces()} ${9 * looks}`,
            `${name}_count${braces()} ${2 * looks}`,
          ]
        : [`${name}${braces()} ${looks}`];
    })
    .join('\n');
}

const labelSets = (labels: [string, readonly string[]][]): string[][] =>
  labels.reduce<string[][]>(
    (sets, [label, values]) =>
      sets.flatMap((set) => values.map((value) => [...set, `${label}="${value}"`])),
    [[]],
  );
