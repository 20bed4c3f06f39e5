import { LARGEST_MESSAGE_BYTES } from '@ftgo/monolith-contracts';
import { DEAD_LETTER_EXCHANGE, deadLetterQueueOf } from '@ftgo/platform-rabbitmq';
import type { Catalogue, Channel, Exchange, Queue } from '../catalogue/catalogue.js';
import { flowsOf } from '../catalogue/catalogue.js';
import { deliveryLimit } from '../delivery-limit.js';
import { paragraph } from './paragraph.js';
import { table } from './table.js';

/** Who sends to whom by which way, and what holds for all. */
export function overviewSection(catalogue: Catalogue): string {
  const flows = flowsOf(catalogue);
  const ways = flows.flatMap(({ channels, queue }) => channels.map((each) => wayOf(each, queue)));
  return [
    '## Where messages go',
    table(['exchange', 'kind', 'routing key', 'published by', 'queue'], ways),
    table(
      ['queue', 'bound by', 'consumed by', 'what becomes of a message', 'dead letters'],
      flows.map(({ queue }) => waitOf(queue)),
    ),
    paragraph(QUEUES),
    '## What holds for every message',
    RULES.map((rule) => paragraph(`- ${rule}`, '  ')).join('\n'),
  ].join('\n\n');
}

const wayOf = ({ exchange, routingKey, terms }: Channel, queue: Queue): string[] => [
  `\`${exchange.name}\``,
  kindOf(exchange),
  `\`${routingKey}\``,
  terms.publisher,
  `\`${queue.name}\``,
];

const waitOf = ({ name, bindings, consumer, outcome }: Queue): string[] => [
  `\`${name}\``,
  [...new Set(bindings.map(({ routingKey }) => keyOf(routingKey)))].join(', '),
  consumer,
  outcome,
  `\`${deadLetterQueueOf(name)}\``,
];

const kindOf = ({ type, durable }: Exchange): string =>
  `${type}, ${durable ? 'durable' : 'not durable'}`;

const keyOf = (routingKey: string): string => (routingKey === '' ? 'no key' : `\`${routingKey}\``);

const QUEUES = `Every queue is durable and of type quorum. A message that was delivered ${deliveryLimit()} times and never acknowledged goes through \`${DEAD_LETTER_EXCHANGE}\` (topic, durable; the routing key is the queue) into the queue’s dead letters, and waits there for a person. Whoever declares an exchange must declare it as this table has it, or the broker refuses.`;

const RULES: readonly string[] = [
  `Its body is JSON in UTF-8, at most ${LARGEST_MESSAGE_BYTES / 1024 ** 2} MiB.`,
  'Within a version fields are only added, and readers pass over what they do not know. A breaking change is a `.v2` beside the `.v1`.',
  'It may come twice and in any order; that changes nothing (I1, I5, I9).',
  'It is acknowledged after its effect is committed. What cannot be understood is quarantined with its cause at the first attempt, and the next message is not held up (I2).',
  'We put no contact data into any, and read none out of the monolith’s (I8).',
  'A moment with an offset is an instant; one without is read in the monolith’s zone, `MONOLITH_TIME_ZONE`.',
  '`INGESTION_FEEDS` says which of the monolith’s three feeds are read: `events`, `cdc`, `tram`, or several while it changes over from one to another; by default `events`.',
  'Below, `?` marks a field that may be absent; “what it says” names fields of the replica.',
];
