import type { Interval } from '../measures/day-resampling.js';

/** Three decimals; a dash where there is none. */
export function fixed(value: number): string {
  return Number.isNaN(value) ? '-' : value.toFixed(3);
}

/** The same with its sign. */
export function signed(value: number): string {
  return `${value < 0 ? '' : '+'}${fixed(value)}`;
}

export function between({ low, high }: Interval): string {
  return `${fixed(low)} to ${fixed(high)}`;
}

export function percent(share: number): string {
  return Number.isNaN(share) ? '-' : `${(share * 100).toFixed(1)} %`;
}

export function minutesOf(minutes: number): string {
  return Number.isNaN(minutes) ? '-' : `${minutes.toFixed(1)} min`;
}
