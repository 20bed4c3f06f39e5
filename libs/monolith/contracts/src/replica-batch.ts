import type { ReplicaChange } from './replica-change.js';
import type { Notice } from './translation.js';

/** What one message says. */
export interface Said {
  readonly changes: readonly ReplicaChange[];
  readonly notices: readonly Notice[];
}

type Kind = ReplicaChange['kind'];
type Of<K extends Kind> = Extract<ReplicaChange, { kind: K }>;

/**
 * Messages of one feed as one batch for the replica; pure, and their order does not matter. Its
 * shape is the replica's, which the compiler compares where the two meet.
 */
export function toReplicaBatch(said: readonly Said[]) {
  const changes = said.flatMap((each) => each.changes);
  const of = <K extends Kind>(kind: K): Of<K>[] =>
    changes.filter((change): change is Of<K> => change.kind === kind);
  const told = changes.flatMap((change) =>
    change.kind === 'heartbeat' ? [] : (change.occurredAt ?? []),
  );
  return {
    orders: of('order').map(({ orderId: id, ...rest }) => ({ id, ...stamped(rest) })),
    restaurants: of('restaurant').map(({ restaurantId: id, ...rest }) => ({
      id,
      ...stamped(rest),
    })),
    openingHoursRows: of('opening-hours-row').map(({ rowId: id, ...rest }) => ({
      id,
      ...stamped(rest),
    })),
    closureRows: of('closure-row').map(({ rowId: id, ...rest }) => ({ id, ...stamped(rest) })),
    asOf: latest(told),
    heardAt: latest(of('heartbeat').map(({ sentAt }) => sentAt)),
    notices: said.flatMap((each) => each.notices),
  };
}

/** What orders a change among others, and what it says. */
function stamped<Fields>({
  version,
  position,
  fields,
}: {
  version: number;
  position: bigint;
  fields: Fields;
}) {
  return { version, position, fields };
}

function latest(moments: readonly Date[]): Date | undefined {
  if (moments.length === 0) return undefined;
  return new Date(moments.reduce((newest, at) => Math.max(newest, at.getTime()), -Infinity));
}
