import { randomUUID } from 'node:crypto';
import type {
  Channel,
  Condition,
  DelayPolicy,
  IncidentNotice,
  IncidentOrder,
  IncidentScope,
} from '@ftgo/delayed-orders-domain';
import { incidentScopeOf, orderId } from '@ftgo/delayed-orders-domain';
import type { Database, Queryable } from '@ftgo/platform-postgres';
import type { ClaimedNotification, NotificationKey } from './postgres-notification-ledger.js';
import {
  CARRY_GATHERED,
  FIND_INCIDENT,
  GATHERED,
  INCIDENT_ORDERS,
  INCIDENT_TOLD,
  INCIDENTS_TO_TELL,
  JOIN_INCIDENT,
  LOCK_INCIDENTS,
  OPEN_INCIDENT,
  RELEASE_CARRIER,
  RELEASE_STALE,
  TROUBLES,
} from '../queries/incidents.js';

interface TroublesRow {
  readonly restaurant_id: number | null;
  readonly area: string | null;
  readonly kitchen_orders: number;
  readonly area_orders: number;
  readonly kitchen_incident_at: Date | null;
  readonly area_incident_at: Date | null;
}

interface IncidentOrderRow {
  readonly order_id: number;
  readonly condition: Condition;
  readonly promised_at: Date | null;
  readonly minutes_late: number | null;
  readonly scope: IncidentScope;
  readonly area: string | null;
  readonly restaurant_name: string | null;
}

interface Place {
  readonly scope: IncidentScope;
  readonly restaurantId: number | null;
  readonly area: string | null;
}

const WORST_FIRST: readonly Condition[] = ['UNDELIVERABLE', 'LATE', 'AT_RISK', 'RECOVERED'];

/**
 * Incidents: a kitchen or an area that makes many orders late. Their notices to customer service
 * are gathered and go out as one message with the list, carried by one of them; each of the others
 * becomes what that one becomes.
 */
export class PostgresIncidents {
  constructor(private readonly database: Database) {}

  /**
   * Puts a claimed notice to customer service into its incident, if it belongs to one. One at a
   * time for each channel, so that the same orders make the same incident in whatever order they
   * come.
   * @returns whether it waits for the incident's message now; the claim is given up then.
   */
  async join(claimed: ClaimedNotification, policy: DelayPolicy): Promise<boolean> {
    const { key, attempt, moment, notification } = claimed;
    const { channel } = notification;
    return this.database.transaction(async (transaction) => {
      await transaction.query(LOCK_INCIDENTS, [channel]);
      const [row] = await transaction.query<TroublesRow>(TROUBLES, [
        key.orderId,
        key.notificationId,
        policy.incidentWindowMinutes,
      ]);
      const place = row && placeOf(row, policy, moment.now);
      if (place === undefined) return false;
      const incidentId = await goingOn(transaction, channel, place, policy);
      const parameters = [key.orderId, key.notificationId, attempt, incidentId];
      return (await transaction.query(JOIN_INCIDENT, parameters)).length === 1;
    });
  }

  /**
   * Makes the messages of the incidents whose time has come: one of the gathered notices carries
   * the others. What no longer holds goes its own way, to be suppressed with its cause (I6).
   * @returns what is to be dispatched now.
   */
  async tell(channel: Channel): Promise<NotificationKey[]> {
    return this.database.transaction(async (transaction) => {
      const due = await transaction.query<{ incident_id: string }>(INCIDENTS_TO_TELL, [channel]);
      const keys: NotificationKey[] = [];
      for (const { incident_id: id } of due) {
        keys.push(...(await tellOne(transaction, id)));
      }
      return keys;
    });
  }

  /** What the message of an incident says: its orders that are in trouble now, the worst first. */
  async noticeOf(incidentId: string): Promise<IncidentNotice | undefined> {
    const rows = await this.database.query<IncidentOrderRow>(INCIDENT_ORDERS, [incidentId]);
    const [first] = rows;
    if (first === undefined) return undefined;
    const name = (first.scope === 'AREA' ? first.area : first.restaurant_name) ?? '';
    const orders = rows.map(toIncidentOrder).sort(byHarm);
    return { incidentId, scope: first.scope, name, orders };
  }
}

function placeOf(row: TroublesRow, policy: DelayPolicy, now: Date): Place | undefined {
  const { restaurant_id: restaurantId, area } = row;
  const scope = incidentScopeOf({
    troubles: {
      KITCHEN:
        restaurantId === null
          ? undefined
          : { orders: row.kitchen_orders, incidentAt: row.kitchen_incident_at ?? undefined },
      AREA:
        area === null
          ? undefined
          : { orders: row.area_orders, incidentAt: row.area_incident_at ?? undefined },
    },
    policy,
    now,
  });
  if (scope === undefined) return undefined;
  return scope === 'KITCHEN'
    ? { scope, restaurantId, area: null }
    : { scope, restaurantId: null, area };
}

async function goingOn(
  transaction: Queryable,
  channel: Channel,
  { scope, restaurantId, area }: Place,
  { incidentWindowMinutes, incidentGatherMinutes }: DelayPolicy,
): Promise<string> {
  const place = [channel, scope, restaurantId, area];
  const [found] = await transaction.query<{ incident_id: string }>(FIND_INCIDENT, [
    ...place,
    incidentWindowMinutes,
  ]);
  if (found !== undefined) return found.incident_id;
  const id = randomUUID();
  await transaction.query(OPEN_INCIDENT, [...place, incidentGatherMinutes, id]);
  return id;
}

async function tellOne(transaction: Queryable, incidentId: string): Promise<NotificationKey[]> {
  const gathered = await transaction.query<NotificationKey & { holds: boolean }>(GATHERED, [
    incidentId,
  ]);
  const stale = gathered.filter(({ holds }) => !holds);
  const [carrier, ...carried] = gathered.filter(({ holds }) => holds);
  await transaction.query(RELEASE_STALE, [stale.map((each) => each.notificationId)]);
  if (carrier !== undefined) {
    const ids = carried.map((each) => each.notificationId);
    await transaction.query(RELEASE_CARRIER, [carrier.notificationId]);
    await transaction.query(CARRY_GATHERED, [carrier.notificationId, ids]);
    await transaction.query(INCIDENT_TOLD, [incidentId]);
  }
  const leaving = carrier === undefined ? stale : [carrier, ...stale];
  return leaving.map(({ orderId, notificationId }) => ({ orderId, notificationId }));
}

const toIncidentOrder = (row: IncidentOrderRow): IncidentOrder => ({
  orderId: orderId(row.order_id),
  condition: row.condition,
  restaurantName: row.restaurant_name ?? '',
  promisedAt: row.promised_at ?? undefined,
  minutesLate: row.minutes_late ?? undefined,
});

function byHarm(one: IncidentOrder, other: IncidentOrder): number {
  return (
    WORST_FIRST.indexOf(one.condition) - WORST_FIRST.indexOf(other.condition) ||
    (other.minutesLate ?? 0) - (one.minutesLate ?? 0) ||
    one.orderId - other.orderId
  );
}
