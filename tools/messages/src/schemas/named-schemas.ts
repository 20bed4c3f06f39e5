import {
  CloudEventEnvelope,
  Closure,
  Moment,
  Money,
  OpeningInterval,
  ORDER_EVENTS,
  RESTAURANT_EVENTS,
  TRAM_PAYLOADS,
  TramEnvelope,
} from '@ftgo/monolith-contracts';
import type { z } from 'zod';
import type { Json } from '../json.js';
import { ROW_VALUES } from './row-values.js';
import { ROWS, RowSource, RowTransaction } from './rows.js';

/** A schema that others refer to by name, with what its zod form can't say in JSON Schema. */
export interface NamedSchema {
  readonly schema: z.ZodType;
  readonly meta: Readonly<Record<string, Json>>;
}

/** ISO 8601 as the contracts read it; zod's refinements have no JSON Schema of their own. */
export const MOMENT_PATTERN =
  '^\\d{4}-\\d{2}-\\d{2}T\\d{2}:\\d{2}(:\\d{2}(\\.\\d{1,9})?)?(Z|[+-](0\\d|1[0-4])(:[0-5]\\d)?)?$';

const named = (schema: z.ZodType, description: string, more: NamedSchema['meta'] = {}) => ({
  schema,
  meta: { description, ...more },
});

const OrderCreated = ORDER_EVENTS['ftgo.order.created.v1'];
const RestaurantCreated = RESTAURANT_EVENTS['ftgo.restaurant.created.v1'];

const VALUES: Readonly<Record<string, NamedSchema>> = {
  Moment: named(
    Moment,
    'A moment as the monolith writes it: ISO 8601 with an offset, or its local time without one.',
    { pattern: MOMENT_PATTERN, examples: ['2026-10-03T18:40:00Z', '2026-10-03T11:40:00'] },
  ),
  Money: named(Money, 'FTGO’s Money: a decimal number as text.', { examples: ['61.70'] }),
  MonolithId: named(OrderCreated.shape.consumerId, 'A number that the monolith gave out.'),
  TramId: named(
    TRAM_PAYLOADS.CourierUnscheduledForDelivery.shape.deliveryId,
    'A number that the monolith gave out; FTGO’s mapper may write it as a text.',
  ),
  TimeZone: named(RestaurantCreated.shape.timeZone, 'An IANA time zone.', {
    examples: ['America/Los_Angeles'],
  }),
  OpeningInterval: named(
    OpeningInterval,
    'One opening interval of a weekday (1 = Monday) in the restaurant’s own zone. A close at or before the opening lies on the next day; both "00:00" means open all day.',
  ),
  Closure: named(Closure, 'A one-off closure, such as closing early today.'),
};

const ENVELOPES: Readonly<Record<string, NamedSchema>> = {
  CloudEventEnvelope: named(
    CloudEventEnvelope,
    'What every event of the catalogue has around its data (CloudEvents 1.0, JSON form).',
  ),
  TramEnvelope: named(
    TramEnvelope,
    'The body of an Eventuate Tram message: the event’s JSON as a text, and headers of texts.',
  ),
  RowSource: named(
    RowSource,
    'Where a row change comes from. PostgreSQL’s lsn, or MySQL’s file, pos and row, orders the changes of a row.',
  ),
  RowTransaction: named(RowTransaction, 'The place of a change within its transaction.'),
};

/** The name of a Tram event’s payload among the schemas. */
export const tramPayloadName = (event: string): string => `tram.payload.${event}`;

/** Every schema with a name; the same zod schema anywhere in a message becomes a reference to it. */
export const NAMED_SCHEMAS: Readonly<Record<string, NamedSchema>> = {
  ...VALUES,
  ...ENVELOPES,
  ...ROW_VALUES,
  ...Object.fromEntries(
    Object.entries(ROWS).map(([table, row]) => [
      `row.${table}`,
      named(row, `A row of ${table}: the columns that are read. Others are left alone.`),
    ]),
  ),
  ...Object.fromEntries(
    Object.entries(TRAM_PAYLOADS).map(([event, payload]) => [
      tramPayloadName(event),
      named(payload, `The JSON in the payload of ${event}.`),
    ]),
  ),
};
