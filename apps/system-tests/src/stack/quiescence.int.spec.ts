import type { Server } from 'node:http';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { jest } from '@jest/globals';
import type { ServiceDatabase } from '@ftgo/delayed-orders-persistence/testing';
import { serviceDatabase } from '@ftgo/delayed-orders-persistence/testing';
import { quiesce, Simulator } from '@ftgo/system-stack';

jest.setTimeout(120_000);

const ORDER = `insert into order_replica (order_id, version, field_versions, next_assessment_at)`;
const NOTICE = `insert into delayed_order_notification (order_id, notification_id,
  promise_generation, condition, audience, channel, reason, decided_at, decided_on_version, use_by,
  state, retry_at)`;
const notice = (state: string, retryAt = 'null'): string =>
  `${NOTICE} values (42, gen_random_uuid(), 1, 'LATE', 'CUSTOMER', 'EMAIL', 'PROMISE_PASSED',
   now(), 0, now(), '${state}', ${retryAt})`;

describe('a service that has come to rest', () => {
  let service: ServiceDatabase;
  let server: Server;
  let simulator: Simulator;
  let progress: Record<string, unknown>;
  beforeEach(async () => {
    service = await serviceDatabase();
    progress = { outboxBacklog: 0, eventsPublished: 0, versions: 0, rowsOfHours: 0 };
    server = createServer((_request, answer) => answer.end(JSON.stringify(progress)));
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    simulator = new Simulator(`http://127.0.0.1:${(server.address() as AddressInfo).port}`);
  });
  afterEach(async () => {
    server.closeAllConnections();
    await new Promise((resolve) => server.close(resolve));
    await service.drop();
  });

  const sql = (text: string): Promise<object[]> => service.database.query(text);
  /** Long enough to look several times; a service that rests is seen at the first look. */
  const isAtRest = (): Promise<boolean> =>
    quiesce(service.database, simulator, 150).then(
      () => true,
      () => false,
    );

  it('is one to which nothing has happened', async () => {
    expect(await isAtRest()).toBe(true);
  });

  it.each([
    ['the monolith has not published all', { outboxBacklog: 1 }],
    ['the replica has not heard all', { eventsPublished: 1, versions: 1 }],
  ])('is none while %s', async (_what, told) => {
    Object.assign(progress, told);
    expect(await isAtRest()).toBe(false);
  });

  it('is one again when the replica has heard what was published', async () => {
    Object.assign(progress, { eventsPublished: 3, versions: 3 });
    await sql(`${ORDER} values (42, 1, '{}', null)`);
    expect(await isAtRest()).toBe(false);
    await sql('update order_replica set version = 2');
    expect(await isAtRest()).toBe(true);
  });

  it.each([
    [
      'a message waits to be published',
      `insert into outbox (partition_key, message_id, exchange, routing_key, body)
       values (42, gen_random_uuid(), 'x', 'y', '{}')`,
      'delete from outbox',
    ],
    [
      'an order is due',
      `${ORDER} values (42, 0, '{}', app_now() - interval '1 second')`,
      `update order_replica set next_assessment_at = app_now() + interval '1 hour'`,
    ],
    ...['PENDING', 'SENDING', 'RETRY'].map((state) => [
      `a notice is ${state}`,
      notice(state),
      `update delayed_order_notification set state = 'SENT'`,
    ]),
    [
      'an ambiguous send will be repeated',
      notice('UNKNOWN', 'now()'),
      'update delayed_order_notification set retry_at = null',
    ],
  ])('is none while %s', async (_what, disturb = '', settle = '') => {
    await sql(disturb);
    expect(await isAtRest()).toBe(false);
    await sql(settle);
    expect(await isAtRest()).toBe(true);
  });

  it.each(['SENT', 'SUPPRESSED', 'FAILED', 'UNKNOWN'])(
    'is one whose notices are settled: %s',
    async (state) => {
      await sql(notice(state));
      expect(await isAtRest()).toBe(true);
    },
  );

  it('counts what is due by business time alone (I10)', async () => {
    await sql(`${ORDER} values (42, 0, '{}', '2026-11-20T18:30:00Z')`);
    await service.setClock(new Date('2026-11-20T18:29:59Z'));
    expect(await isAtRest()).toBe(true);
    await service.setClock(new Date('2026-11-20T18:30:00Z'));
    expect(await isAtRest()).toBe(false);
  });

  it('is waited for', async () => {
    await sql(`${ORDER} values (42, 0, '{}', app_now())`);
    const resting = quiesce(service.database, simulator);
    await sql('update order_replica set next_assessment_at = null');
    await expect(resting).resolves.toBeUndefined();
  });

  it('is not waited for in vain without a word (I12)', async () => {
    await sql(`${ORDER} values (42, 0, '{}', app_now())`);
    await expect(quiesce(service.database, simulator, 100)).rejects.toThrow(/100 ms in vain: all/);
  });
});
