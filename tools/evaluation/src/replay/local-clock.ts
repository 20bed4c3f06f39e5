import type { Trace } from '@ftgo/monolith-traces';

/** The day (`2026-10-02`) and hour that a restaurant's clock shows at an instant. */
export interface LocalClock {
  dayAndHour(restaurantId: string, at: Date): { readonly day: string; readonly hour: number };
}

/** Reads clocks in the zones of a trace's restaurants. */
export function localClock({ restaurants }: Trace): LocalClock {
  const zones = new Map(restaurants.map(({ restaurantId, timeZone }) => [restaurantId, timeZone]));
  const formats = new Map<string, Intl.DateTimeFormat>();
  return {
    dayAndHour: (restaurantId, at) => {
      const zone = zones.get(restaurantId) ?? 'UTC';
      const format = formats.get(zone) ?? formatFor(zone);
      formats.set(zone, format);
      const [day = '', hour = '0'] = format.format(at).split(' ');
      return { day, hour: Number(hour) };
    },
  };
}

/** Swedish dates are ISO dates: `2026-10-02 18`. */
function formatFor(timeZone: string): Intl.DateTimeFormat {
  return new Intl.DateTimeFormat('sv-SE', {
    timeZone,
    year: 'numeric',
    month: '2-digit',
    day: '2-digit',
    hour: '2-digit',
    hourCycle: 'h23',
  });
}
