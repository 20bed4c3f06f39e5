import { z } from 'zod';

const Share = z.number().min(0).max(1);

/** How `GET /consumers/{id}` goes wrong. */
export const ContactMode = z.enum([
  'none',
  '404',
  '500',
  'timeout',
  'no-email',
  'not-json',
  'slow',
]);
export type ContactMode = z.infer<typeof ContactMode>;

const ContactFaults = z.strictObject({
  mode: ContactMode.default('none'),
  /** How long a slow answer, or one that never comes, takes. */
  delayMs: z.int().min(0).max(600_000).optional(),
  /** Of the calls; of the consumers for `404` and `no-email`. */
  share: Share.default(1),
});

const EventFaults = z.strictObject({
  /** Published twice with the same message id. */
  duplicateShare: Share.default(0),
  /** Messages wait until so many are together and go out in a random order. */
  shuffleWindow: z.int().min(0).max(200).default(0),
  /** Additional messages of a type that nobody knows. */
  unknownTypeShare: Share.default(0),
  /** Additional messages that are no JSON, or JSON of a wrong shape. */
  malformedShare: Share.default(0),
  /** Nothing leaves the outbox, heartbeats neither: the feed is dead, the monolith is not. */
  stopped: z.boolean().default(false),
  /** Lost on the way, although the monolith believes them sent. */
  dropShare: Share.default(0),
});

/** The body of `PUT /simulator/faults`; what it leaves out is well. */
export const FaultSettings = z.strictObject({
  seed: z.int().default(1),
  contact: ContactFaults.default(() => ContactFaults.parse({})),
  events: EventFaults.default(() => EventFaults.parse({})),
});
export type FaultSettings = z.infer<typeof FaultSettings>;
