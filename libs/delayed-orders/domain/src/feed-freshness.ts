/** How far one feed of the monolith's messages has been applied. */
export interface FeedWatermark {
  readonly feed: string;
  /** The newest moment that it told of, in business time. */
  readonly asOf?: Date | undefined;
  /** When its newest applied heartbeat left the source, in machine time. */
  readonly heardAt?: Date | undefined;
  /** When anything of it was applied last, in machine time. */
  readonly appliedAt?: Date | undefined;
}

/** Which feeds are expected to live, and how old they may get. */
export interface FreshnessPolicy {
  readonly feeds: readonly string[];
  readonly staleAfterMs: number;
}

/** How old what we know is. */
export interface Freshness {
  readonly isStale: boolean;
  /** The newest moment of the feed that is furthest behind, in business time. */
  readonly asOf?: Date | undefined;
  /** Machine time since the feed that is furthest behind was known to be complete. */
  readonly ageMs?: number | undefined;
  /** The expected feeds that are too old, or were never heard. */
  readonly staleFeeds: readonly string[];
}

/**
 * Judges the feeds (I7). A heartbeat passes through the same queues as every message, so its age
 * tells how far behind the feed is: a quiet feed has young heartbeats, a dead or jammed one old
 * ones. A feed that never sent any is judged by its last message.
 * @param machineNow the database's own clock; business time may run differently.
 */
export function freshnessOf(
  watermarks: readonly FeedWatermark[],
  { feeds, staleAfterMs }: FreshnessPolicy,
  machineNow: Date,
): Freshness {
  const expected = feeds.map(
    (feed) => watermarks.find((watermark) => watermark.feed === feed) ?? { feed },
  );
  const aged = expected.map((watermark) => ({ ...watermark, ageMs: ageOf(watermark, machineNow) }));
  const stale = aged.filter(({ ageMs }) => ageMs === undefined || ageMs > staleAfterMs);
  const ages = aged.flatMap(({ ageMs }) => ageMs ?? []);
  const moments = aged.flatMap(({ asOf }) => asOf ?? []);
  return {
    isStale: stale.length > 0,
    asOf: moments.length === 0 ? undefined : earliest(moments),
    ageMs: ages.length === 0 ? undefined : Math.max(...ages),
    staleFeeds: stale.map(({ feed }) => feed),
  };
}

function ageOf({ heardAt, appliedAt }: FeedWatermark, machineNow: Date): number | undefined {
  const aliveAt = heardAt ?? appliedAt;
  return aliveAt === undefined ? undefined : Math.max(0, machineNow.getTime() - aliveAt.getTime());
}

const earliest = (moments: readonly Date[]): Date =>
  new Date(Math.min(...moments.map((at) => at.getTime())));
