import { ROW_CHANGES_EXCHANGE } from '@ftgo/monolith-contracts';
import { z } from 'zod';
import type { Samples } from '../samples.js';
import { sampleOf } from '../samples.js';
import type { ReplicatedTable } from '../schemas/replicated-columns.js';
import { REPLICATED_COLUMNS } from '../schemas/replicated-columns.js';
import { rowChangeOf } from '../schemas/rows.js';
import type { Channel, Exchange, Flow, Message, Parameter, Terms } from './catalogue.js';
import { exampleOf } from './example-of.js';
import { replicaQueue } from './replica-queue.js';
import { toldBy } from './told-fields.js';

const WHEN: Readonly<Record<ReplicatedTable, string>> = {
  orders: 'A row of orders was created, changed, deleted, or read by a snapshot.',
  restaurants: 'The same of restaurants.',
  restaurant_opening_hours: 'The same of one opening interval.',
  restaurant_closures: 'The same of one closure.',
  courier_actions: 'FTGO’s schedule put a pick-up or drop-off into a courier’s plan.',
};

const SAYS: Readonly<Record<ReplicatedTable, string>> = {
  orders: 'what its columns say; when it was deleted, that it is gone',
  restaurants: 'what its columns say; when it was deleted, nothing',
  restaurant_opening_hours: 'what its columns say; when it was deleted, that it is gone',
  restaurant_closures: 'what its columns say; when it was deleted, that it is gone',
  courier_actions: 'scheduledDeliveryAt, by the drop-off; when it was deleted, nothing',
};

/** Which samples show each table's changes; the first is the one to look at. */
const EXAMPLES: Readonly<Record<ReplicatedTable, readonly string[]>> = {
  orders: ['operation-create', 'operation-read', 'mysql-update', 'delete-with-key-only'],
  restaurants: ['restaurant-with-version'],
  restaurant_opening_hours: ['opening-hours-row', 'opening-hours-row-deleted'],
  restaurant_closures: ['closure-row', 'closure-row-deleted'],
  courier_actions: ['courier-action-dropoff'],
};

const EXCHANGE: Exchange = { name: ROW_CHANGES_EXCHANGE, type: 'topic', durable: true };
const PREFIX: Parameter = {
  description: 'The tailer’s or connector’s name for the monolith.',
  examples: ['ftgo'],
};

const TERMS: Terms = {
  publisher: 'log-tailer',
  means:
    'the transaction log of PostgreSQL; or by Debezium Server in its place, PostgreSQL’s or MySQL’s',
  trigger: 'when a transaction on a replicated table was committed, or a snapshot read the row',
  orderingKey:
    'the row’s id, then `version` (where the table has one), then the place in the log: `source.lsn` and `transaction.total_order`, or MySQL’s `file`, `pos`, `row`',
  guarantee:
    'at least once, in the log’s order; the log is released only up to what the broker has confirmed',
  messageId:
    'log-tailer: `<slot>:<lsn>:<total_order>`, of a snapshot’s row `<snapshot>:<table>:<key>`; Debezium Server sends none, and none is needed',
};

/** The monolith's transaction log as Debezium tells it. */
export function rowChanges(samples: Samples): Flow {
  const channels = [changes(samples), heartbeats(samples), routedOutbox(samples)];
  return {
    title: 'Row changes out of the monolith’s transaction log',
    purpose:
      'What became of the rows, in Debezium’s envelope. The way for a monolith that cannot be changed. Columns of addresses and payment are never read, and log-tailer leaves them out (I8).',
    channels,
    queue: replicaQueue('cdc', channels),
    shown: 'row-change.orders',
  };
}

const changes = (samples: Samples): Channel => ({
  key: 'ftgo.cdc',
  title: 'Row changes',
  exchange: EXCHANGE,
  routingKey: '{prefix}.{schema}.{table}',
  parameters: {
    prefix: PREFIX,
    schema: {
      description: 'PostgreSQL’s schema, or MySQL’s database.',
      examples: ['public', 'ftgo'],
    },
    table: {
      description: 'Other tables are acknowledged and counted.',
      examples: Object.keys(REPLICATED_COLUMNS),
    },
  },
  terms: TERMS,
  messages: Object.keys(REPLICATED_COLUMNS).map((table) =>
    rowMessage(table as ReplicatedTable, samples),
  ),
  sender: 'log-tailer',
});

function rowMessage(table: ReplicatedTable, samples: Samples): Message {
  const shown = EXAMPLES[table].map((kind) => sampleOf(samples, 'cdc', kind));
  return {
    key: `row-change.${table}`,
    title: table,
    when: WHEN[table],
    says: SAYS[table],
    payload: rowChangeOf(table),
    examples: shown.map(exampleOf),
  };
}

const heartbeats = (samples: Samples): Channel => ({
  key: 'ftgo.cdc.heartbeats',
  title: 'Heartbeats of the log',
  exchange: EXCHANGE,
  routingKey: '__debezium-heartbeat.{prefix}',
  parameters: { prefix: PREFIX },
  terms: {
    ...TERMS,
    trigger:
      'every second (`LOG_TAILER_HEARTBEAT_MS`), written into the log itself and published after all that stands before it',
    orderingKey: 'none: the newest counts',
    guarantee: 'none for a single one; the next says more',
    messageId: 'log-tailer: `<slot>:<lsn>:heartbeat`',
  },
  messages: [heartbeatMessage(samples)],
  sender: 'log-tailer',
});

function heartbeatMessage(samples: Samples): Message {
  const sample = sampleOf(samples, 'cdc', 'heartbeat-log-tailer');
  return {
    key: 'row-change.heartbeat',
    title: 'heartbeat',
    when: 'The log was read and published up to here.',
    says: toldBy('cdc', [sample]),
    payload: z.strictObject({ ts_ms: z.number() }),
    examples: [exampleOf(sample)],
  };
}

const routedOutbox = (samples: Samples): Channel => ({
  key: 'ftgo.cdc.outbox',
  title: 'The monolith’s outbox, routed by Debezium',
  exchange: EXCHANGE,
  routingKey: 'outbox.event.{aggregateType}',
  parameters: {
    aggregateType: { description: 'The aggregate’s type.', examples: ['Order', 'courierEvents'] },
  },
  terms: {
    ...TERMS,
    publisher: 'Debezium Server',
    means: 'its `EventRouter`, only where the monolith’s team uses that',
    trigger: 'when a row was written into the monolith’s own outbox table',
    orderingKey: 'that of the event inside',
    messageId: 'the header `id`',
  },
  messages: [routedEvent(samples)],
});

const routedEvent = (samples: Samples): Message => ({
  key: 'outbox-event',
  title: 'routed outbox event',
  when: 'An event of the catalogue, or one of FTGO’s own, as its payload alone; the type stands in a header.',
  says: 'what that event says',
  payload: z.looseObject({}),
  headers: z.looseObject({
    eventType: z.string().describe('A type of the catalogue, or FTGO’s class name.'),
    aggregateId: z.string().optional().describe('Needed by FTGO’s own events.'),
    id: z.string().optional(),
  }),
  examples: ['outbox-catalogue-type', 'outbox-class-name'].map((kind) =>
    exampleOf(sampleOf(samples, 'cdc', kind)),
  ),
});
