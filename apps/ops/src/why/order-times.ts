import { localTimeOf } from '@ftgo/delayed-orders-domain';

/** Tells an instant in words. */
export type TellTime = (at: Date) => string;

/**
 * Tells instants in UTC with the restaurant's own time in brackets, where its zone is known; the day
 * too, where it is another one there.
 */
export function timesIn(zone: string | undefined): TellTime {
  return (at) => {
    const utc = at.toISOString();
    const said = `${utc.slice(0, 10)} ${utc.slice(11, 19)} UTC`;
    if (zone === undefined) return said;
    const local = new Date(localTimeOf(at.getTime(), zone)).toISOString();
    const day = local.slice(0, 10) === utc.slice(0, 10) ? '' : `${local.slice(0, 10)} `;
    return `${said} (${day}${local.slice(11, 16)})`;
  };
}
