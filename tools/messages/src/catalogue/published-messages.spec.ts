import {
  COMMAND_ROUTES,
  COMMANDS_EXCHANGE,
  EVENTS_EXCHANGE,
  OFFER_ACCEPTED,
  OfferAccepted,
  SendDelayedOrderNotification,
} from '@ftgo/delayed-orders-contracts';
import { CloudEventEnvelope } from '@ftgo/monolith-contracts';
import type { Flow } from './catalogue.js';
import { acceptedOffers, notificationCommands } from './published-messages.js';

const exampleOf = ({ channels }: Flow): unknown => channels[0]?.messages[0]?.examples[0]?.payload;

describe('the commands to send notifications', () => {
  const flows = notificationCommands();

  it.each(Object.entries(COMMAND_ROUTES))(
    'go from delay-scanner to notification-dispatcher by a queue of its own for %s',
    (_channel, { routingKey, queue }) => {
      const flow = flows.find((each) => each.queue.name === queue);
      expect(flow?.channels).toMatchObject([
        { exchange: { name: COMMANDS_EXCHANGE }, routingKey, sender: 'delay-scanner' },
      ]);
      expect(flow?.queue).toMatchObject({
        consumer: 'notification-dispatcher',
        isOurs: true,
        bindings: [{ exchange: COMMANDS_EXCHANGE, routingKey }],
      });
    },
  );

  it('are shown by one that the contract parses as it is, with names only (I8)', () => {
    for (const flow of flows) {
      const command = exampleOf(flow);
      expect(SendDelayedOrderNotification.parse(command)).toEqual(command);
    }
  });
});

describe('accepted offers', () => {
  const flow = acceptedOffers();

  it('go from delayed-orders-api to the monolith, whose queue is an agreement', () => {
    expect(flow.channels).toMatchObject([
      {
        exchange: { name: EVENTS_EXCHANGE },
        routingKey: OFFER_ACCEPTED,
        sender: 'delayed-orders-api',
      },
    ]);
    expect(flow.queue).toMatchObject({
      isOurs: false,
      bindings: [{ exchange: EVENTS_EXCHANGE, routingKey: OFFER_ACCEPTED }],
    });
  });

  it('are shown by one that the contract parses as it is', () => {
    const { data, ...envelope } = CloudEventEnvelope.parse(exampleOf(flow));
    expect(OfferAccepted.parse(data)).toEqual(data);
    expect(envelope.id).toBe((data as OfferAccepted).offerId);
  });
});
