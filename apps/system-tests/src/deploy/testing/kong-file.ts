import { readFileSync } from 'node:fs';
import { parse } from 'yaml';
import { z } from 'zod';
import { kongPlugin } from './kong-plugins.js';

const protocols = z.array(z.enum(['http', 'https'])).min(1);
const methods = z
  .array(z.enum(['GET', 'HEAD', 'POST', 'PUT', 'PATCH', 'DELETE', 'OPTIONS']))
  .min(1);
const name = z.string().regex(/^[a-z0-9-]+$/);
const milliseconds = z.int().min(1).max(2_147_483_646);
const plugins = z.array(kongPlugin).default([]);

const path = z
  .string()
  .regex(/^(\/|~\/)/, 'must start with / (fixed path) or ~/ (regex path)')
  .refine((text) => !text.startsWith('~') || compiles(text.slice(1)), 'is no regular expression');

const route = z.strictObject({
  name,
  paths: z.array(path).min(1),
  methods: methods.optional(),
  protocols,
  strip_path: z.boolean().default(true),
  preserve_host: z.boolean().default(false),
  regex_priority: z.int().default(0),
  plugins,
});

const service = z.strictObject({
  name,
  protocol: z.enum(['http', 'https']),
  host: z.string().regex(/^[a-z0-9.-]+$/),
  port: z.int().min(1).max(65_535),
  connect_timeout: milliseconds,
  write_timeout: milliseconds,
  read_timeout: milliseconds,
  retries: z.int().min(0).max(32_767),
  routes: z.array(route).min(1),
  plugins,
});

const kongFile = z
  .strictObject({
    _format_version: z.literal('3.0'),
    services: z.array(service).min(1),
    routes: z.array(route).default([]),
    plugins,
  })
  .superRefine(({ services, routes }, context) => {
    const names = [...services, ...routes, ...services.flatMap((each) => each.routes)].map(
      (entity) => entity.name,
    );
    const twice = names.filter((each, index) => names.indexOf(each) !== index);
    twice.forEach((each) => context.addIssue(`the name ${each} is given twice`));
  });

/** A checked kong.yaml. */
export type KongFile = z.output<typeof kongFile>;
export type KongService = z.output<typeof service>;
export type KongRoute = z.output<typeof route>;

/**
 * Reads a declarative Kong file as strictly as Kong would, and stricter: only the entities,
 * fields and plugins that this repository uses are known.
 * @throws ZodError with the place of each fault.
 */
export const parseKongFile = (yaml: string): KongFile => kongFile.parse(parse(yaml));

/** As parseKongFile, from a file. @throws also when there is no such file. */
export const readKongFile = (file: string): KongFile => parseKongFile(readFileSync(file, 'utf8'));

function compiles(expression: string): boolean {
  try {
    return new RegExp(expression) instanceof RegExp;
  } catch {
    return false;
  }
}
