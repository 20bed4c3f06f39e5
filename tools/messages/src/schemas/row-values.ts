import { z } from 'zod';

/** What the values of a column may look like in a row change, by the column's type. */
export const RowId = z.union([z.int().positive(), z.string().regex(/^[1-9]\d{0,15}$/)]);

export const RowWhole = z.union([z.int().nonnegative(), z.string().regex(/^\d{1,16}$/)]);

/** Nanoseconds since 1970 outgrow JavaScript's safe integers, so any number may be one. */
export const RowMoment = z.union([
  z.number(),
  z
    .string()
    .max(40)
    .regex(
      /^\d{4}-\d{2}-\d{2}[T ]\d{2}:\d{2}(:\d{2}(\.\d{1,9})?)?(Z|[+-](0\d|1[0-4])(:[0-5]\d)?)?$/,
    ),
]);

/** Base64 that begins with another letter, or with a digit, is a negative number. */
const UnscaledBytes = /^[A-Za-f][A-Za-z0-9+/]*={0,2}$/;

export const RowMoney = z.union([
  z.number().nonnegative(),
  z.string().regex(/^\d{1,13}(\.\d{1,2}0*)?$/),
  z.string().regex(UnscaledBytes),
  z.looseObject({ scale: z.int().min(0).max(10), value: z.string().regex(UnscaledBytes) }),
]);

const DAY_MICROSECONDS = 86_400_000_000;

export const RowTime = z.union([
  z.number().min(0).max(DAY_MICROSECONDS),
  z.string().regex(/^([01]\d|2[0-4]):[0-5]\d(:\d{2}(\.\d+)?)?Z?$/),
]);

export const RowWeekday = z.union([z.int().min(1).max(7), z.string().regex(/^[1-7]$/)]);

const named = (schema: z.ZodType, description: string) => ({ schema, meta: { description } });

/** The same by name, for the document's list of schemas. */
export const ROW_VALUES = {
  RowId: named(RowId, 'A number that the monolith gave out, as a number or a text.'),
  RowWhole: named(RowWhole, 'A whole number from 0 on, as a number or a text.'),
  RowMoment: named(
    RowMoment,
    'A local date-time. A number counts milliseconds, microseconds or nanoseconds from 1970 on the wall clock; its size tells which. A text is ISO 8601.',
  ),
  RowMoney: named(
    RowMoney,
    'A column of type decimal(19,2) in any of Debezium’s ways: text, number, base64 of the unscaled bytes, or these with their scale.',
  ),
  RowTime: named(
    RowTime,
    'A time of day: microseconds (or, by their size, milliseconds) since midnight, or a text.',
  ),
  RowWeekday: named(RowWeekday, 'A day of the week, 1 = Monday.'),
};
