import { BadRequestException } from '@nestjs/common';
import type { z } from 'zod';

/** Checks a query string. @throws BadRequestException that names each bad parameter and its rule. */
export function parseQuery<Query>(schema: z.ZodType<Query>, query: unknown): Query {
  const parsed = schema.safeParse(query);
  if (parsed.success) return parsed.data;
  const problems = parsed.error.issues.map(({ path, message, code }) =>
    code === 'unrecognized_keys' ? message : `${path.join('.')}: ${message}`,
  );
  throw new BadRequestException(problems.join('; '));
}
