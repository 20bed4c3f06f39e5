import { z } from 'zod';

const PERIODS = ['second', 'minute', 'hour', 'day', 'month', 'year'] as const;
const calls = z.number().positive().optional();

const rateLimiting = z.strictObject({
  name: z.literal('rate-limiting'),
  config: z
    .strictObject({
      ...Object.fromEntries(PERIODS.map((period) => [period, calls])),
      limit_by: z.enum(['ip', 'consumer', 'credential', 'service']),
      policy: z.enum(['local', 'cluster', 'redis']),
      fault_tolerant: z.boolean(),
      hide_client_headers: z.boolean().optional(),
    })
    .superRefine((config, context) => {
      const limits = PERIODS.map((period) => (config as Record<string, unknown>)[period]).filter(
        (limit) => typeof limit === 'number',
      );
      if (limits.length === 0) context.addIssue('needs a limit for at least one period');
      if (limits.some((limit, index) => limit < (limits[index - 1] ?? 0))) {
        context.addIssue('a longer period cannot have a lower limit');
      }
    }),
});

const requestSizeLimiting = z.strictObject({
  name: z.literal('request-size-limiting'),
  config: z.strictObject({
    allowed_payload_size: z.int().positive(),
    size_unit: z.enum(['megabytes', 'kilobytes', 'bytes']),
    require_content_length: z.boolean(),
  }),
});

const correlationId = z.strictObject({
  name: z.literal('correlation-id'),
  config: z.strictObject({
    header_name: z.string(),
    generator: z.enum(['uuid', 'uuid#counter', 'tracker']),
    echo_downstream: z.boolean(),
  }),
});

const requestTransformer = z.strictObject({
  name: z.literal('request-transformer'),
  config: z.strictObject({
    remove: z.strictObject({ headers: z.array(z.string().regex(/^[A-Za-z-]+$/)).min(1) }),
  }),
});

const requestTermination = z.strictObject({
  name: z.literal('request-termination'),
  config: z.strictObject({
    status_code: z.int().min(100).max(599),
    message: z.string(),
  }),
});

/** The plugins that our gateway uses, with the fields of Kong 3's own schemas that we use. */
export const kongPlugin = z.discriminatedUnion('name', [
  rateLimiting,
  requestSizeLimiting,
  correlationId,
  requestTransformer,
  requestTermination,
]);

export type KongPlugin = z.output<typeof kongPlugin>;
export type PluginName = KongPlugin['name'];
/** The settings of one kind of plugin. */
export type PluginConfig<Name extends PluginName> = Extract<KongPlugin, { name: Name }>['config'];

/** How many calls a rate-limiting plugin lets through in its shortest period. */
export function shortestLimit(config: PluginConfig<'rate-limiting'>): {
  calls: number;
  period: (typeof PERIODS)[number];
} {
  const limits = config as Partial<Record<(typeof PERIODS)[number], number>>;
  const period = PERIODS.find((each) => limits[each] !== undefined);
  if (!period) throw new Error('rate-limiting without a limit');
  return { calls: limits[period] as number, period };
}
