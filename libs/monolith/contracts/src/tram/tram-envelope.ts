import { z } from 'zod';
import { toInstant } from '../instant.js';

/**
 * The fanout exchanges of FTGO's domain events are its channels, named after aggregates (contract
 * 3.2). FTGO declares them not durable; whoever binds to them must declare them the same way.
 */
export const TRAM_CHANNELS = [
  'net.chrisrichardson.ftgo.orderservice.domain.Order',
  'net.chrisrichardson.ftgo.restaurantservice.domain.Restaurant',
  'net.chrisrichardson.ftgo.kitchenservice.domain.Ticket',
  'courierEvents',
] as const;

const MONTHS = 'Jan Feb Mar Apr May Jun Jul Aug Sep Oct Nov Dec'.split(' ');
const RFC_1123 =
  /^(?:[A-Z][a-z]{2}, )?(\d{1,2}) ([A-Z][a-z]{2}) (\d{4}) (\d{2}:\d{2}:\d{2}) (?:GMT|([+-]\d{2})(\d{2}))$/;

/** The body of an Eventuate Tram message: the event's JSON as a text, and headers of texts. */
export const TramEnvelope = z.object({
  payload: z.string().max(1024 * 1024),
  headers: z.looseObject({
    ID: z.string().min(1).max(200),
    DATE: z.string().max(100).regex(RFC_1123).optional(),
    PARTITION_ID: z.string().max(100).optional(),
    'event-type': z.string().min(1).max(300),
    'event-aggregate-type': z.string().max(300).optional(),
    'event-aggregate-id': z.string().min(1).max(100),
  }),
});

/** An event out of its envelope. */
export interface TramEvent {
  /** FTGO's class name, with its package or without. */
  readonly type: string;
  readonly aggregateId: string | undefined;
  readonly id: string | undefined;
  /** RFC 1123, to the second; when it was published. */
  readonly date: string | undefined;
  readonly payload: unknown;
}

/**
 * When an event was published, by its DATE header: to the second, and in GMT unless it says
 * otherwise. Machines' own reading of dates is not asked, since it takes "1" for a year.
 * @throws AbsurdMomentError for 31 February and for years outside 2000 to 2100.
 */
export function publishedAt(date: string | undefined): Date | undefined {
  const match = RFC_1123.exec(date ?? '');
  if (match === null) return undefined;
  const [, day = '', name = '', year, time, hours, minutes] = match;
  const two = (part: string | number): string => String(part).padStart(2, '0');
  const offset = hours === undefined ? 'Z' : `${hours}:${minutes}`;
  const month = two(MONTHS.indexOf(name) + 1);
  return toInstant(`${year}-${month}-${two(day)}T${time}${offset}`, Number);
}

const ID = /^([0-9a-f]{16})-([0-9a-f]{16})$/i;

/**
 * Where an event stands among those of its aggregate when it has no version: Tram's ids grow,
 * their upper half being the epoch milliseconds of their making. 0 for ids of another form.
 */
export function tramPosition(id: string | undefined): bigint {
  const match = ID.exec(id ?? '');
  return match === null ? 0n : BigInt(`0x${match[1]}${match[2]}`);
}
