import type { CommandRoute } from '@ftgo/delayed-orders-contracts';
import {
  COMMAND_ROUTES,
  COMMANDS_EXCHANGE,
  EVENTS_EXCHANGE,
  OFFER_ACCEPTED,
  OfferAccepted,
  offerAcceptedEvent,
  SendDelayedOrderNotification,
} from '@ftgo/delayed-orders-contracts';
import { CloudEventEnvelope } from '@ftgo/monolith-contracts';
import { z } from 'zod';
import type { JsonObject } from '../json.js';
import type { Channel, Flow, Message } from './catalogue.js';

const OUTBOX_GUARANTEE =
  'at least once, in no promised order: persistent, mandatory, confirmed; the outbox keeps it until a queue has taken it (I4)';

const COMMAND: SendDelayedOrderNotification = {
  orderId: 42,
  notificationId: '0190c3de-0000-7000-8000-000000000042',
};

const SendNotification: Message = {
  key: 'SendDelayedOrderNotification.v1',
  title: 'SendDelayedOrderNotification (v1)',
  when: 'The scanner decided that somebody is to be told, once per effect key.',
  says: 'one attempt to send what the ledger says; handled twice it sends nothing twice (I5). Retries are the ledger’s and come by no message.',
  payload: SendDelayedOrderNotification,
  examples: [{ name: 'send', about: 'Names only: no contact data, ever (I8).', payload: COMMAND }],
};

/** Our commands to ourselves, a way for each channel, so that none waits for another. */
export function notificationCommands(): readonly Flow[] {
  return Object.entries(COMMAND_ROUTES).map(([channel, route]) =>
    commandsOf(channel.toLowerCase(), route),
  );
}

function commandsOf(word: string, { routingKey, queue }: CommandRoute): Flow {
  const channel: Channel = {
    key: `delayed-orders.commands.${word}`,
    title: `Commands to send notifications: ${word}`,
    exchange: { name: COMMANDS_EXCHANGE, type: 'topic', durable: true },
    routingKey,
    parameters: {},
    terms: {
      publisher: 'delay-scanner',
      means: 'the service’s outbox',
      trigger: 'in the transaction that decides (I4)',
      orderingKey: 'none: each notification stands for itself',
      guarantee: OUTBOX_GUARANTEE,
      messageId: '`notificationId`',
    },
    messages: [SendNotification],
    sender: 'delay-scanner',
  };
  return {
    title: `Commands to ourselves: ${word}`,
    purpose: 'From the decision to the sending of each notification by this channel.',
    channels: [channel],
    queue: {
      key: `notification-dispatcher.${word}`,
      name: queue,
      consumer: 'notification-dispatcher',
      outcome: 'one attempt to send, written into the ledger',
      effect:
        'Claims the notification in the ledger, checks that it still holds (I6), finds where it goes, sends, and writes down what became of it.',
      isOurs: true,
      bindings: [{ exchange: COMMANDS_EXCHANGE, routingKey }],
      channels: [channel],
    },
    shown: SendNotification.key,
  };
}

const ACCEPTED: OfferAccepted = {
  offerId: '0190c3de-0000-7000-8000-000000000007',
  orderId: 42,
  consumerId: 7,
  amountCents: 500,
  currency: 'USD',
  code: 'ABCD-EFGH',
  acceptedAt: '2026-10-03T19:00:00.000Z',
};

const AcceptedEvent: Message = {
  key: OFFER_ACCEPTED,
  title: OFFER_ACCEPTED,
  when: 'A customer accepted a compensation offer, which happens once per offer (I9).',
  says: 'the monolith credits the customer: once per offerId, however often it hears of it',
  payload: z.intersection(
    CloudEventEnvelope,
    z.looseObject({ type: z.literal(OFFER_ACCEPTED), data: OfferAccepted }),
  ),
  content: OfferAccepted,
  examples: [
    {
      name: 'accepted',
      about: 'Customer 7 accepted five dollars for order 42.',
      payload: offerAcceptedEvent(ACCEPTED.offerId, ACCEPTED) as JsonObject,
    },
  ],
};

/** What the monolith hears of us. */
export function acceptedOffers(): Flow {
  const channel: Channel = {
    key: 'delayed-orders.events',
    title: 'Accepted offers',
    exchange: { name: EVENTS_EXCHANGE, type: 'topic', durable: true },
    routingKey: OFFER_ACCEPTED,
    parameters: {},
    terms: {
      publisher: 'delayed-orders-api',
      means: 'the service’s outbox',
      trigger: 'in the transaction that accepts the offer (I4)',
      orderingKey: 'none: each offer is accepted once',
      guarantee: OUTBOX_GUARANTEE,
      messageId: '`offerId`, which is the CloudEvent’s `id` as well',
    },
    messages: [AcceptedEvent],
    sender: 'delayed-orders-api',
  };
  return {
    title: 'Events for the monolith',
    purpose:
      'What the monolith has to do because of us: it alone moves money. It binds a queue of its own; the one named here is the simulator’s. Until there is one, the messages wait in our outbox.',
    channels: [channel],
    queue: {
      key: 'monolith.offer-accepted',
      name: 'monolith.offer-accepted.v1',
      consumer: 'the monolith',
      outcome: 'a credit, booked once',
      effect:
        'Books the credit once per offer; what it cannot read it keeps with the cause. The queue is the simulator’s; the monolith may bind any other.',
      isOurs: false,
      bindings: [{ exchange: EVENTS_EXCHANGE, routingKey: OFFER_ACCEPTED }],
      channels: [channel],
    },
    shown: AcceptedEvent.key,
  };
}
