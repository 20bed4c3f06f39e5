import { captureLogger } from '@ftgo/platform-observability/testing';
import { Database } from '@ftgo/platform-postgres';
import type { TestDatabase } from '@ftgo/platform-postgres/testing';
import { createTestDatabase } from '@ftgo/platform-postgres/testing';
import { migrate } from './migrate.js';
import { MIGRATIONS } from './migrations.js';

describe('migrate', () => {
  let empty: TestDatabase;
  beforeAll(async () => {
    empty = await createTestDatabase();
  });
  afterAll(() => empty.drop());

  it('brings an empty database to the schema, and does nothing the second time', async () => {
    expect(await migrate(empty.url)).toEqual(MIGRATIONS.map(({ name }) => name));
    expect(await migrate(empty.url)).toEqual([]);
  });

  it('makes the tables of the service', async () => {
    const database = new Database(
      { url: empty.url, applicationName: 'test' },
      captureLogger().logger,
    );
    const rows = await database.query<{ name: string }>(
      `select table_name as name from information_schema.tables
       where table_schema = 'public' order by 1`,
    );
    await database.close();
    expect(rows.map(({ name }) => name)).toEqual([
      'app_clock',
      'channel_pause',
      'closure_replica',
      'customer_preference',
      'decision_record',
      'delay_policy',
      'delay_policy_in_force',
      'delayed_order',
      'delayed_order_notification',
      'estimate_check',
      'estimate_lesson',
      'estimate_state',
      'feed_notice',
      'feed_watermark',
      'incident',
      'offer',
      'offer_budget',
      'opening_hours_replica',
      'operator_action',
      'order_outcome',
      'order_replica',
      'outbox',
      'quarantined_message',
      'reconciliation_run',
      'restaurant_replica',
      'schema_migration',
      'shadow_delayed_order',
      'suppressed_address',
    ]);
  });
});
