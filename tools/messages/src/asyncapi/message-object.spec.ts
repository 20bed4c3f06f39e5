import { z } from 'zod';
import type { Message } from '../catalogue/catalogue.js';
import { messageObject } from './message-object.js';

const ready: Message = {
  key: 'ftgo.order.ready-for-pickup.v1',
  title: 'ready for pick-up',
  when: 'The kitchen is done.',
  says: 'state READY_FOR_PICKUP',
  payload: z.looseObject({}),
  examples: [{ name: 'vindaloo', about: 'Order 42 is ready.', payload: { orderId: 42 } }],
};
const schema = { type: 'object' };

describe('messageObject', () => {
  it('tells name, title, when it is sent, what it says, its schema and its examples', () => {
    expect(messageObject(ready, schema, undefined)).toEqual({
      name: 'ftgo.order.ready-for-pickup.v1',
      title: 'ready for pick-up',
      summary: 'The kitchen is done.',
      description: 'Says: state READY_FOR_PICKUP.',
      headers: undefined,
      payload: schema,
      examples: [
        {
          name: 'vindaloo',
          summary: 'Order 42 is ready.',
          headers: undefined,
          payload: { orderId: 42 },
        },
      ],
    });
  });

  it('adds whose it is where that is told', () => {
    const { summary } = messageObject(
      { ...ready, origin: 'added for this service' },
      schema,
      undefined,
    );
    expect(summary).toBe('The kitchen is done. Added for this service.');
  });

  it('has headers where the message has, in its examples too', () => {
    const headers = { eventType: 'OrderReadyForPickup' };
    const examples = ready.examples.map((example) => ({ ...example, headers }));
    const object = messageObject({ ...ready, examples }, schema, {
      type: 'object',
      required: ['eventType'],
    });
    expect(object).toMatchObject({
      headers: { required: ['eventType'] },
      examples: [{ headers }],
    });
  });
});
