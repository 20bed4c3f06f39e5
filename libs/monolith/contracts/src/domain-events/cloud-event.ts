import { z } from 'zod';
import { Moment } from '../instant.js';

/** The topic exchange of the monolith's domain events; the routing key is the event's type. */
export const MONOLITH_EVENTS_EXCHANGE = 'ftgo.events';

/** What every domain event has around its data (CloudEvents 1.0, JSON form). */
export const CloudEventEnvelope = z.object({
  specversion: z.literal('1.0'),
  id: z.string().min(1).max(200),
  source: z.string().min(1).max(200),
  type: z.string().min(1).max(200),
  subject: z.string().max(200).optional(),
  time: Moment,
  datacontenttype: z.literal('application/json').optional(),
  data: z.unknown(),
});
export type CloudEventEnvelope = z.infer<typeof CloudEventEnvelope>;
