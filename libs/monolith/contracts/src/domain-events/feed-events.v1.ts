import { z } from 'zod';
import { Moment } from '../instant.js';

/**
 * Events about the feed itself. Owner: the monolith's relay. Exchange `ftgo.events`.
 * A heartbeat goes through the same outbox as every event, so one that arrives proves that all
 * that was written before it has been sent before it; its absence tells a dead feed from a quiet one.
 */
export const FEED_EVENTS = {
  /** `sentAt` is the machine's time at the source, with an offset. */
  'ftgo.feed.heartbeat.v1': z.object({ sentAt: Moment }),
} as const;

export type FeedEventType = keyof typeof FEED_EVENTS;
