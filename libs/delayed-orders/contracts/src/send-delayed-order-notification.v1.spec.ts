import { SendDelayedOrderNotification } from './send-delayed-order-notification.v1.js';

const command = { orderId: 42, notificationId: '0190c3de-0000-7000-8000-000000000042' };

describe('SendDelayedOrderNotification', () => {
  it('parses what the scanner writes', () => {
    expect(SendDelayedOrderNotification.parse(JSON.parse(JSON.stringify(command)))).toEqual(
      command,
    );
  });

  it('I8: carries names only, whatever else somebody puts in', () => {
    const talkative = { ...command, email: 'john.doe@example.com' };
    expect(SendDelayedOrderNotification.parse(talkative)).toEqual(command);
  });

  it.each([{}, null, { ...command, orderId: 0 }, { ...command, notificationId: '42' }])(
    'refuses %j',
    (wrong) => expect(SendDelayedOrderNotification.safeParse(wrong).success).toBe(false),
  );
});
