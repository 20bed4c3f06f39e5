import { BadRequestException } from '@nestjs/common';
import type { z } from 'zod';

/** Checks a request's body. @throws BadRequestException that names each bad field and its rule */
export function readBody<Body>(schema: z.ZodType<Body>, body: unknown): Body {
  const parsed = schema.safeParse(body ?? {});
  if (parsed.success) return parsed.data;
  const problems = parsed.error.issues.map(({ path, message }) =>
    path.length === 0 ? message : `${path.join('.')}: ${message}`,
  );
  throw new BadRequestException(problems.join('; '));
}
