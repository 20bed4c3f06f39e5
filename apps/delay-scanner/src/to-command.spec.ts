import { SendDelayedOrderNotification } from '@ftgo/delayed-orders-contracts';
import type { DelayedOrderNotification } from '@ftgo/delayed-orders-domain';
import { consumerId, notificationId, orderId, restaurantId } from '@ftgo/delayed-orders-domain';
import { toCommand } from './to-command.js';

const ID = '0b5fbd0e-5bd0-4e5b-9d55-2f6f0d3f6a10';

const lateVindaloo: DelayedOrderNotification = {
  id: notificationId(ID),
  orderId: orderId(42),
  promiseGeneration: 0,
  condition: 'LATE',
  reason: 'PROMISE_PASSED',
  audience: 'CUSTOMER',
  channel: 'EMAIL',
  consumerId: consumerId(7),
  restaurantId: restaurantId(1),
  promisedAt: new Date('2026-10-03T18:40:00Z'),
  minutesLate: 5,
  decidedAt: new Date('2026-10-03T18:45:00Z'),
  decidedOnVersion: 3,
  useBy: new Date('2026-10-03T19:15:00Z'),
};

describe('toCommand', () => {
  it('addresses the dispatcher of e-mail, and keeps the order of one order’s commands', () => {
    expect(toCommand(lateVindaloo)).toMatchObject({
      exchange: 'delayed-orders.commands',
      routingKey: 'notification.email',
      partitionKey: 42,
    });
  });

  it('bears the notification’s own id, so that a repetition is known', () => {
    expect(toCommand(lateVindaloo).messageId).toBe(ID);
  });

  it('carries two ids and nothing else (I8)', () => {
    const { body } = toCommand(lateVindaloo);
    expect(body).toEqual({ orderId: 42, notificationId: ID });
    expect(SendDelayedOrderNotification.parse(body)).toEqual(body);
  });
});
