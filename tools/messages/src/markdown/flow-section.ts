import type { Channel, Flow, Message, Terms } from '../catalogue/catalogue.js';
import { jsonBlock } from './json-block.js';
import { paragraph } from './paragraph.js';
import { table } from './table.js';

/** One flow: what is promised, its messages, and one of them to look at. */
export function flowSection(flow: Flow, fields: ReadonlyMap<string, string>): string {
  return [...flowHead(flow), messageTable(flow, fields), ...silence(flow), shownExample(flow)].join(
    '\n\n',
  );
}

/** A flow's title, purpose and promises. */
export const flowHead = ({ title, purpose, channels }: Flow): string[] => [
  `## ${title}`,
  paragraph(purpose),
  ...termTables(channels),
];

/** One table for all channels that promise the same, and one for each that does not. */
function termTables(channels: readonly Channel[]): string[] {
  const byTerms = Map.groupBy(channels, ({ terms }) => terms);
  return [...byTerms].map(([terms, same]) => table(['', headOf(same)], rowsOf(terms)));
}

function headOf(channels: readonly Channel[]): string {
  const [{ exchange, routingKey } = { exchange: { name: '' }, routingKey: '' }] = channels;
  return channels.length === 1
    ? `\`${exchange.name}\`, \`${routingKey}\``
    : `each of the ${channels.length} exchanges`;
}

const rowsOf = (terms: Terms): string[][] => [
  ['published by', `${terms.publisher}, by ${terms.means}`],
  ['when', terms.trigger],
  ['ordering key', terms.orderingKey],
  ['guarantee', terms.guarantee],
  ['message id', terms.messageId],
];

/** Every kind of message of a flow that has something to say. */
function messageTable(flow: Flow, fields: ReadonlyMap<string, string>): string {
  const messages = messagesOf(flow).filter(({ names }) => names === undefined);
  const hasOrigins = messages.some(({ origin }) => origin !== undefined);
  const rowOf = ({ key, title, when, origin = '', says }: Message): string[] => [
    `\`${title}\``,
    ...(hasOrigins ? [origin] : []),
    when,
    fields.get(key) ?? '',
    says,
  ];
  const head = ['message', ...(hasOrigins ? ['whose'] : []), 'published when', 'fields'];
  return table([...head, 'what it says'], messages.map(rowOf));
}

/** The names of the events that say nothing. */
function silence(flow: Flow): string[] {
  const names = messagesOf(flow).flatMap((message) => message.names ?? []);
  if (names.length === 0) return [];
  const list = names.map((name) => `\`${name}\``).join(', ');
  return [paragraph(`These are acknowledged and say nothing to the replica: ${list}.`)];
}

/** The message that is shown to people, as it goes over the wire. */
export function shownExample(flow: Flow): string {
  const [example] = messagesOf(flow)
    .filter(({ key }) => key === flow.shown)
    .flatMap(({ examples }) => examples);
  if (example === undefined) throw new Error(`${flow.shown}: the page wants an example of it`);
  return `${example.about}\n\n${jsonBlock(example.payload)}`;
}

const messagesOf = ({ channels }: Flow): readonly Message[] => [
  ...new Set(channels.flatMap(({ messages }) => messages)),
];
