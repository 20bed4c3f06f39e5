import { z } from 'zod';

const Share = z.int().min(0);

/** The body of `POST /simulator/replay`. */
export const ReplayOptions = z.strictObject({
  /** Path of a trace on the simulator's machine. */
  traceFile: z.string().min(1),
  /** Only the first so many orders. */
  limit: z.int().positive().optional(),
  /** Business seconds per machine second; null in stepped mode. */
  speed: z.number().positive().max(100_000).nullish(),
  /** Time stands still and moves by `POST /simulator/replay/advance`. */
  stepped: z.boolean().default(false),
  /** Empties the monolith first; without it, one that holds anything refuses the replay. */
  fresh: z.boolean().default(false),
  /** Every n-th consumer has no e-mail address; 0: all have one. */
  withoutEmailEvery: Share.default(0),
  /** Every n-th consumer does not exist; 0: all do. */
  unknownEvery: Share.default(0),
});
export type ReplayOptions = z.infer<typeof ReplayOptions>;

/** A minute of business time in a second. */
export const DEFAULT_SPEED = 60;
