import type { Database } from '@ftgo/platform-postgres';
import type { Publisher } from '@ftgo/platform-rabbitmq';
import { captureLogger } from '@ftgo/platform-observability/testing';
import { OutboxRelay } from './index.js';

describe('OutboxRelay', () => {
  it('takes nothing out of the table while nothing can be published: rows wait there (I11)', async () => {
    const database = {
      transaction: () => Promise.reject(new Error('the database was asked')),
    } as unknown as Database;
    const publisher = { canPublish: () => false } as unknown as Publisher;
    const relay = new OutboxRelay(database, publisher, captureLogger().logger);
    await expect(relay.relayOnce()).resolves.toBe(false);
  });
});
