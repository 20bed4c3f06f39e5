import { quiesce } from './quiescence.js';
import type { Stack } from './stack.js';

export interface StepOptions {
  readonly traceFile: string;
  readonly limit?: number | undefined;
  /** Business minutes from one step to the next. */
  readonly stepMinutes: number;
  readonly onStep?: (at: Date, share: number) => void;
}

const MINUTE_MS = 60_000;

/**
 * Replays a trace with business time held still: the events up to a step are published while the
 * clock stands at the step before, one per order at a time, and only when all is quiet does the
 * clock move on. What the service decides then depends on nothing but the trace, however many
 * workers there are and however often they die; so two runs can be compared line by line.
 */
export async function stepReplay(stack: Stack, options: StepOptions): Promise<void> {
  const { traceFile, limit, stepMinutes, onStep = () => undefined } = options;
  const { simulator, clock, database } = stack;
  const begun = await simulator.replay({ traceFile, limit, stepped: true });
  const [from, to] = [Date.parse(begun.businessFrom), Date.parse(begun.endsAt)];
  await clock.hold(new Date(from));
  for (const step of stepsBetween(from, to, stepMinutes * MINUTE_MS)) {
    for (let remaining = 1; remaining > 0;) {
      const advanced = await simulator.advance(step, true);
      remaining = advanced.remaining;
      if (advanced.applied > 0) await quiesce(database, simulator);
    }
    await clock.hold(step);
    await quiesce(database, simulator);
    onStep(step, from === to ? 1 : (step.getTime() - from) / (to - from));
  }
}

/** The span's end is a step though the last one comes out shorter: the trace's last events are there. */
function* stepsBetween(from: number, to: number, stepMs: number): Generator<Date> {
  for (let at = from; at < to; at += stepMs) yield new Date(at);
  yield new Date(to);
}
