const DAY_MINUTES = 24 * 60;
const PER_MINUTE = { ms: 60_000, us: 60_000_000, ns: 60_000_000_000 };

/** How many of the numbers that Debezium's types count make a minute. */
const PER_MINUTE_BY_TYPE: ReadonlyMap<string | undefined, number> = new Map([
  ['io.debezium.time.Time', PER_MINUTE.ms],
  ['org.apache.kafka.connect.data.Time', PER_MINUTE.ms],
  ['io.debezium.time.MicroTime', PER_MINUTE.us],
  ['io.debezium.time.NanoTime', PER_MINUTE.ns],
]);

/**
 * "HH:mm" of a column of type `time`, which Debezium writes as a number since midnight, in
 * microseconds unless its type says otherwise, or as text. 24:00 is the next midnight.
 * @returns undefined for what is no time of day; seconds are dropped.
 */
export function timeOfDay(value: unknown, type: string | undefined): string | undefined {
  if (typeof value === 'number') {
    const perMinute = PER_MINUTE_BY_TYPE.get(type) ?? likelyPerMinute(value);
    return ofMinutes(Math.floor(value / perMinute));
  }
  const match =
    typeof value === 'string' ? /^(\d{2}):(\d{2})(?::\d{2}(?:\.\d+)?)?Z?$/.exec(value) : null;
  if (match === null || Number(match[2]) > 59) return undefined;
  return ofMinutes(Number(match[1]) * 60 + Number(match[2]));
}

/**
 * Without a type the size tells the unit: no restaurant opens 39.6 seconds after midnight, so
 * 39,600,000 is 11:00 in milliseconds. 00:01 alone could be both, and microseconds are the default.
 */
function likelyPerMinute(value: number): number {
  const isShort = value <= DAY_MINUTES * PER_MINUTE.ms && value !== PER_MINUTE.us;
  return isShort ? PER_MINUTE.ms : PER_MINUTE.us;
}

function ofMinutes(minutes: number): string | undefined {
  if (!(minutes >= 0 && minutes <= DAY_MINUTES)) return undefined;
  const ofDay = minutes % DAY_MINUTES;
  const two = (part: number): string => String(part).padStart(2, '0');
  return `${two(Math.floor(ofDay / 60))}:${two(ofDay % 60)}`;
}
