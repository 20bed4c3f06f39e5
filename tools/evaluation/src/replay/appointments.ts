import type { Trace } from '@ftgo/monolith-traces';

/** An instant at which one order is to be looked at. */
export interface Appointment {
  readonly at: Date;
  /** Position of the order in the trace. */
  readonly index: number;
  /** From `at` to the promise. */
  readonly minutesLeft: number;
}

const MINUTE_MS = 60_000;

/** With every order at each whole minute before its promise, but not before it exists, by time. */
export function minuteAppointments({ orders }: Trace, mostMinutes: number): Appointment[] {
  const appointments: Appointment[] = [];
  for (const [index, { createdAt, promisedAt }] of orders.entries()) {
    if (promisedAt === undefined) continue;
    for (let minutesLeft = mostMinutes; minutesLeft >= 1; minutesLeft--) {
      const at = new Date(promisedAt.getTime() - minutesLeft * MINUTE_MS);
      if (at >= createdAt) appointments.push({ at, index, minutesLeft });
    }
  }
  return appointments.sort((a, b) => a.at.getTime() - b.at.getTime() || a.index - b.index);
}
