import type { Order } from '../order.js';
import type { EstimateKnowledge } from './estimate-knowledge.js';
import { newArea } from './histories.js';
import { logTotal, promisedMinutes } from './input-measures.js';
import { observe } from './shrunk-mean.js';

const MINUTE_MS = 60_000;
/** The last 500 orders or so count. */
const KEPT_OF_ALL = 0.998;

/** An order is open: it is counted until it ends, and its total and promise tell what is usual. */
export function noteOpening(knowledge: EstimateKnowledge, order: Order): void {
  const { usual, feed, areas, clock } = knowledge;
  const { createdAt, promisedAt, orderTotalCents, area } = order;
  if (createdAt === undefined) return;
  const minute = Math.floor(createdAt.getTime() / MINUTE_MS);
  feed.noteOpened(minute, clock);
  if (area !== undefined) areas.touch(area, newArea).speed.noteOpened(minute, clock);
  observe(usual.logOpen, feed.logOpen, KEPT_OF_ALL);
  if (orderTotalCents !== undefined)
    observe(usual.logTotal, logTotal(orderTotalCents), KEPT_OF_ALL);
  if (promisedAt !== undefined) {
    observe(usual.logPromise, Math.log(promisedMinutes(createdAt, promisedAt)), KEPT_OF_ALL);
  }
}

/** It is open no more; where it was delivered, that says how fast meals are delivered just now. */
export function noteEnd(knowledge: EstimateKnowledge, order: Order): void {
  const { feed, areas, clock } = knowledge;
  const { createdAt, deliveredAt, area } = order;
  if (createdAt === undefined) return;
  const minute = Math.floor(createdAt.getTime() / MINUTE_MS);
  const ago =
    deliveredAt === undefined ? undefined : clock - Math.floor(deliveredAt.getTime() / MINUTE_MS);
  feed.noteEnded(minute, clock, ago);
  if (area !== undefined) areas.touch(area, newArea).speed.noteEnded(minute, clock, ago);
}
