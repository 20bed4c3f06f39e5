import { orderId } from '@ftgo/delayed-orders-domain';
import { aLateNotice } from '../content/sample-notices.js';
import type { HttpAction } from '../http/testing/scripted-http-server.js';
import { ScriptedHttpServer } from '../http/testing/scripted-http-server.js';
import { CaseNotificationSender } from './case-notification-sender.js';

const late = aLateNotice({ audience: 'CUSTOMER_SERVICE', customerIsTold: true });

describe('CaseNotificationSender', () => {
  let crm: ScriptedHttpServer;
  let sender: CaseNotificationSender;

  beforeEach(async () => {
    crm = await new ScriptedHttpServer().start();
    sender = new CaseNotificationSender({ url: crm.url, token: 'vindaloo', timeoutMs: 2_000 });
  });
  afterEach(async () => {
    await sender.close();
    await crm.stop();
  });

  it('opens a case that says what happened, for its team, once however often it is sent', async () => {
    expect(await sender.send(late, 'delayed-orders')).toEqual({ kind: 'SENT' });
    await sender.send(late, 'delayed-orders');
    const [first, second] = crm.received;
    expect(first?.headers).toMatchObject({
      authorization: 'Bearer vindaloo',
      'idempotency-key': late.notificationId,
    });
    expect(second?.headers['idempotency-key']).toBe(first?.headers['idempotency-key']);
    expect(JSON.parse(first?.body ?? '')).toMatchObject({
      team: 'delayed-orders',
      caseKey: 'order-42',
      priority: 'high',
      subject: 'Order 42 (Ajanta): late',
      orderIds: [42],
      condition: 'LATE',
    });
  });

  it('opens none for what is somebody else’s by then (I5)', async () => {
    await sender.send(late, 'delayed-orders', () => Promise.resolve(false));
    expect(crm.received).toEqual([]);
  });

  it('puts all messages of an incident into one case, with its orders', async () => {
    const orders = [
      { orderId: orderId(43), condition: 'UNDELIVERABLE', restaurantName: 'Ajanta' },
      { orderId: orderId(42), condition: 'LATE', restaurantName: 'Ajanta', minutesLate: 12 },
    ] as const;
    const incident = { incidentId: 'i-7', scope: 'KITCHEN', name: 'Ajanta', orders } as const;
    await sender.send({ ...late, incident }, 'delayed-orders');
    expect(JSON.parse(crm.received[0]?.body ?? '')).toMatchObject({
      caseKey: 'incident-i-7',
      priority: 'urgent',
      orderIds: [43, 42],
    });
  });

  it.each<[string, HttpAction, object]>([
    ['409', { status: 409 }, { kind: 'RETRY', cause: 'case.409' }],
    ['500', { status: 500 }, { kind: 'RETRY', cause: 'case.500' }],
    ['a reset', 'reset', { kind: 'RETRY' }],
    ['no answer', 'hang', { kind: 'RETRY', cause: 'case.ETIMEDOUT' }],
    ['422', { status: 422 }, { kind: 'FAILED', cause: 'case.422' }],
  ])(
    'I5: takes %s for what it means to a receiver that knows the key',
    async (_what, action, outcome) => {
      crm.will(action);
      expect(await sender.send(late, 'delayed-orders')).toMatchObject(outcome);
    },
  );
});
