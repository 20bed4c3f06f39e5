import { z } from 'zod';

/** Who asks, for whoever wonders later; kept beside the request, never logged. */
export const RequestedBy = z
  .string({ error: 'is required: who asks' })
  .trim()
  .min(1, 'is required: who asks')
  .max(200, 'has at most 200 characters');
