import { z } from 'zod';
import { UnreadableRequestError } from './ftgo.errors.js';
import { UnreadBody } from './unread-body.js';

/**
 * Bodies as FTGO's Jackson reads them: unknown properties are refused, Money is a string and never
 * a number, a time has no offset, and what is absent or null becomes Java's default (and often an
 * error of another kind later on).
 */
const Text = z.string().nullish();

/** Java's `long` or `int`: absent or null is 0, a string of digits is taken too. */
const Whole = z
  .union([z.int(), z.string().regex(/^-?\d{1,15}$/)])
  .nullish()
  .transform((value) => Number(value ?? 0));

const Money = z.string().regex(/^-?\d{1,15}(\.\d{1,6})?$/, 'must be money such as "61.70"');

const PersonName = z.strictObject({ firstName: Text, lastName: Text });

const Address = z.strictObject({
  street1: Text,
  street2: Text,
  city: Text,
  state: Text,
  zip: Text,
});

const LocalDateTime = z.iso
  .datetime({ local: true, error: 'must be a local time such as 2026-10-03T18:40:00' })
  .refine((text) => !text.endsWith('Z'), 'must be a local time without an offset');

const LocalTime = z.string().regex(/^([01]\d|2[0-3]):[0-5]\d$/, 'must be a time such as "22:30"');

/** One opening interval; an addition to FTGO. */
export const OpeningHours = z.array(
  z.strictObject({ dayOfWeek: z.int().min(1).max(7), opens: LocalTime, closes: LocalTime }),
);

/** `POST /consumers`; contact data and locale are additions. */
export const CreateConsumerRequest = z.strictObject({
  name: PersonName.nullish(),
  email: Text,
  phone: Text,
  locale: Text,
});

/** `POST /restaurants`; zone and hours are additions. */
export const CreateRestaurantRequest = z.strictObject({
  name: Text,
  address: Address.nullish(),
  menu: z
    .strictObject({
      menuItemDTOs: z
        .array(z.strictObject({ id: Text, name: Text, price: Money.nullish() }))
        .nullish(),
    })
    .nullish(),
  timeZone: z.string().refine(isTimeZone, 'must be an IANA time zone').optional(),
  openingHours: OpeningHours.optional(),
});

/** `POST /orders`; the promise and the address are those of the monolith's later versions. */
export const CreateOrderRequest = z.strictObject({
  consumerId: Whole,
  restaurantId: Whole,
  lineItems: z.array(z.strictObject({ menuItemId: Text, quantity: Whole })).nullish(),
  deliveryTime: LocalDateTime.nullish(),
  deliveryAddress: Address.nullish(),
});

/** `POST /orders/{id}/revise`. */
export const ReviseOrderRequest = z.strictObject({
  revisedLineItemQuantities: z.record(z.string(), Whole).nullish(),
});

/** `POST /orders/{id}/accept`. */
export const OrderAcceptance = z.strictObject({ readyBy: LocalDateTime.nullish() });

/** `POST /couriers`. */
export const CreateCourierRequest = z.strictObject({
  name: PersonName.nullish(),
  address: Address.nullish(),
});

/** `POST /couriers/{id}/availability`. */
export const CourierAvailability = z.strictObject({ available: z.boolean().default(false) });

export type CreateConsumerRequest = z.infer<typeof CreateConsumerRequest>;
export type CreateRestaurantRequest = z.infer<typeof CreateRestaurantRequest>;
export type CreateOrderRequest = z.infer<typeof CreateOrderRequest>;
export type CreateCourierRequest = z.infer<typeof CreateCourierRequest>;

/** Reads a request's body. @throws UnreadableRequestError, a 400 */
export function readBody<Value>(schema: z.ZodType<Value>, body: unknown): Value {
  if (body === undefined || body === null) {
    throw new UnreadableRequestError('Required request body is missing');
  }
  if (body instanceof UnreadBody) throw new UnreadableRequestError(body.reason, body.status);
  const parsed = schema.safeParse(body);
  if (parsed.success) return parsed.data;
  const issues = parsed.error.issues.map(({ path, message }) => `${path.join('.')} ${message}`);
  throw new UnreadableRequestError(`JSON parse error: ${issues.join('; ').trim()}`);
}

/** Reads an id in a path or a query. @throws UnreadableRequestError, a 400 */
export function readLong(text: string | undefined, name: string): number {
  if (text === undefined) {
    throw new UnreadableRequestError(`Required Long parameter '${name}' is not present`);
  }
  if (/^-?\d{1,15}$/.test(text)) return Number(text);
  throw new UnreadableRequestError(`Failed to convert ${name} to required type 'long'`);
}

function isTimeZone(zone: string): boolean {
  try {
    return new Intl.DateTimeFormat('en', { timeZone: zone }) !== undefined;
  } catch {
    return false;
  }
}
