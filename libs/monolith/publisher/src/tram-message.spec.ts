import { TramEnvelope } from '@ftgo/monolith-contracts';
import { toTramMessage } from './tram-message.js';

const AT = new Date('2026-10-03T18:05:12.345Z');
const CHANNEL = 'net.chrisrichardson.ftgo.orderservice.domain.Order';

const message = (payload: object = { readyBy: '2026-10-03T18:40:00' }) =>
  toTramMessage(
    {
      channel: CHANNEL,
      type: 'net.chrisrichardson.ftgo.orderservice.api.events.OrderAccepted',
      aggregateId: '99',
      partitionKey: 99,
      payload,
    },
    AT,
    '4d47e190-0402-4048-bc2c-89dd54343cdc',
  );

describe('toTramMessage', () => {
  it('puts JSON into JSON, and all that describes it into the body’s headers', () => {
    expect(TramEnvelope.parse(message().body)).toEqual({
      payload: '{"readyBy":"2026-10-03T18:40:00"}',
      headers: {
        ID: `${AT.getTime().toString(16).padStart(16, '0')}-4d47e19004024048`,
        DESTINATION: CHANNEL,
        PARTITION_ID: '99',
        DATE: 'Sat, 03 Oct 2026 18:05:12 GMT',
        'event-type': 'net.chrisrichardson.ftgo.orderservice.api.events.OrderAccepted',
        'event-aggregate-type': CHANNEL,
        'event-aggregate-id': '99',
      },
    });
  });

  it('goes to the fanout of its channel, with the partition as routing key', () => {
    expect(message()).toMatchObject({
      exchange: CHANNEL,
      routingKey: '99',
      partitionKey: 99,
      headers: { key: '99' },
    });
  });
});
