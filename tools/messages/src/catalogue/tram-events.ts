import { TRAM_CHANNELS, TRAM_PAYLOADS, TramEnvelope } from '@ftgo/monolith-contracts';
import type { TramEventName } from '@ftgo/monolith-contracts';
import { z } from 'zod';
import type { Sample, Samples } from '../samples.js';
import { schemaReference } from '../schemas/json-schemas.js';
import { tramPayloadName } from '../schemas/named-schemas.js';
import type { Channel, Flow, Message, Terms } from './catalogue.js';
import { exampleOf } from './example-of.js';
import { replicaQueue } from './replica-queue.js';
import { isNoNews, isUnderstood, toldBy } from './told-fields.js';
import { TRAM_ORIGINS } from './tram-origins.js';
import type { TramSamples } from './tram-samples.js';
import { simpleName, tramSamplesByEvent } from './tram-samples.js';

const TERMS: Terms = {
  publisher: 'the monolith',
  means: 'FTGO’s Eventuate CDC, or `@ftgo/monolith-publisher` with the format `tram`',
  trigger: 'in the transaction that makes the change, through an outbox table',
  orderingKey:
    'the aggregate’s id (a ticket has its order’s), then `version` where it was added, else Tram’s growing `ID`',
  guarantee:
    'at least once from `@ftgo/monolith-publisher`; from Eventuate’s CDC transient and unconfirmed: lost while our queue is not bound, or when the broker restarts',
  messageId: 'the header `ID` inside the body',
};

/** The domain events of FTGO's own Eventuate Tram. */
export function tramEvents(samples: Samples): Flow {
  const byEvent = tramSamplesByEvent(samples);
  const messages = Object.keys(TRAM_PAYLOADS).map((name) => {
    const { channel, samples: own } = samplesOf(name, byEvent);
    return { channel, message: tramMessage(name as TramEventName, own) };
  });
  const channels = TRAM_CHANNELS.map((exchange) => {
    const own = messages.filter(({ channel }) => channel === exchange);
    const silent = silentMessage(exchange, byEvent);
    return channelOf(exchange, [...own.map(({ message }) => message), ...silent]);
  });
  return {
    title: 'Events of FTGO’s Eventuate Tram',
    purpose:
      'FTGO’s own domain events: JSON within JSON, and what describes it in headers inside the body. The way for a monolith that publishes them already. An event that nobody knows is acknowledged and counted; addresses in an event are never read (I8).',
    channels,
    queue: replicaQueue('tram', channels),
    shown: 'tram.TicketAcceptedEvent',
  };
}

const channelOf = (exchange: string, messages: readonly Message[]): Channel => ({
  key: `tram.${simpleName(exchange)}`,
  title: `FTGO’s channel ${simpleName(exchange)}`,
  exchange: { name: exchange, type: 'fanout', durable: false },
  routingKey: '{partition}',
  parameters: {
    partition: {
      description: 'The aggregate’s id; a fanout does not look at it.',
      examples: ['42'],
    },
  },
  terms: TERMS,
  messages,
});

function samplesOf(name: string, byEvent: ReadonlyMap<string, TramSamples>): TramSamples {
  const found = byEvent.get(name);
  if (found === undefined) throw new Error(`${name}: the contracts have no sample of this event`);
  return found;
}

function tramMessage(name: TramEventName, samples: readonly Sample[]): Message {
  const understood = samples.filter((sample) => isUnderstood('tram', sample));
  const sayingOf = (sample: Sample): string => toldBy('tram', [sample]);
  const fullestFirst = understood.toSorted(
    (one, other) => sayingOf(other).length - sayingOf(one).length,
  );
  const { when, origin } = TRAM_ORIGINS[name];
  return {
    key: `tram.${name}`,
    title: name,
    when,
    origin,
    says: toldBy('tram', understood),
    payload: envelopeOf(name, `(^|[.$])${name}$`),
    content: TRAM_PAYLOADS[name],
    examples: fullestFirst.slice(0, 1).map(exampleOf),
  };
}

function envelopeOf(payloadOf: TramEventName | undefined, eventType: string): z.ZodType {
  const json = { contentMediaType: 'application/json' };
  const content = payloadOf && {
    contentSchema: { $ref: schemaReference(tramPayloadName(payloadOf)) },
  };
  return z.intersection(
    TramEnvelope,
    z.looseObject({
      payload: z.string().meta({ ...json, ...content }),
      headers: z.looseObject({ 'event-type': z.string().regex(new RegExp(eventType)) }),
    }),
  );
}

/** FTGO's events on a channel that say nothing to the replica, as one kind of message. */
function silentMessage(
  exchange: string,
  byEvent: ReadonlyMap<string, TramSamples>,
): readonly Message[] {
  const silent = [...byEvent].filter(
    ([, { channel, samples }]) =>
      channel === exchange && samples.every((sample) => isNoNews('tram', sample)),
  );
  if (silent.length === 0) return [];
  const names = silent.map(([name]) => name).toSorted();
  return [
    {
      key: `tram.no-news.${simpleName(exchange)}`,
      title: `events without news on the channel ${simpleName(exchange)}`,
      when: `${names.join(', ')}.`,
      origin: 'FTGO’s own',
      says: 'nothing',
      names,
      payload: envelopeOf(undefined, `(^|[.$])(${names.join('|')})$`),
      examples: silent.slice(0, 1).flatMap(([, { samples }]) => samples.map(exampleOf)),
    },
  ];
}
