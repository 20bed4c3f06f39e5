import { z } from 'zod';
import { Moment } from '../instant.js';
import { TimeZone } from '../time-zone.js';

const LocalTime = z.string().regex(/^([01]\d|2[0-3]):[0-5]\d$/, 'must be a time such as "22:30"');

const Versioned = z.object({
  restaurantId: z.int().positive(),
  version: z.int().nonnegative(),
});

/**
 * One opening interval of a weekday (1 = Monday) in the restaurant's own zone. `closes` at or
 * before `opens` lies on the next day; both "00:00" means open all day.
 */
export const OpeningInterval = z.object({
  dayOfWeek: z.int().min(1).max(7),
  opens: LocalTime,
  closes: LocalTime,
});

/** A one-off closure, such as closing early today. */
export const Closure = z.object({ from: Moment, to: Moment });

const Hours = {
  openingHours: z.array(OpeningInterval).max(100),
  closures: z.array(Closure).max(100).nullish(),
};

/** The catalogue of restaurant events, version 1. Owner: the monolith. Exchange `ftgo.events`. */
export const RESTAURANT_EVENTS = {
  'ftgo.restaurant.created.v1': Versioned.extend({
    name: z.string().min(1).max(20_000),
    timeZone: TimeZone,
    ...Hours,
  }),
  'ftgo.restaurant.opening-hours-revised.v1': Versioned.extend(Hours),
} as const;

export type RestaurantEventType = keyof typeof RESTAURANT_EVENTS;
export type RestaurantEventData<Type extends RestaurantEventType> = z.infer<
  (typeof RESTAURANT_EVENTS)[Type]
>;
