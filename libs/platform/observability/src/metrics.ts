import { collectDefaultMetrics, Gauge, Registry } from 'prom-client';

export { Counter, Gauge, Histogram, Registry } from 'prom-client';

/**
 * A registry of one process with the runtime's own metrics in it. Labels carry kinds only, never
 * ids (reliability: at most some 2,000 series a process).
 */
export function createMetrics(app: string): Registry {
  const registry = new Registry();
  registry.setDefaultLabels({ app });
  collectDefaultMetrics({ register: registry });
  new Gauge({
    name: 'build_info',
    help: 'Always 1; tells which program answers',
    registers: [registry],
  }).set(1);
  return registry;
}
