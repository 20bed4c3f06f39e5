import { z } from 'zod';

/**
 * `GET /consumers/{consumerId}` of the monolith, with the additions that this service needs
 * (contact data and locale, all nullable). The monolith's `consumerId` is always 0 and must not
 * be trusted.
 */
export const GetConsumerResponse = z.object({
  consumerId: z.number(),
  name: z.object({ firstName: z.string().nullish(), lastName: z.string().nullish() }),
  email: z.string().nullish(),
  phone: z.string().nullish(),
  locale: z.string().nullish(),
});
export type GetConsumerResponse = z.infer<typeof GetConsumerResponse>;
