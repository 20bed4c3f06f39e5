import { Readiness } from '@ftgo/platform-observability';
import type { CapturedLogger } from '@ftgo/platform-observability/testing';
import { captureLogger } from '@ftgo/platform-observability/testing';
import { PostgresSnapshots } from '../snapshots/postgres-snapshots.js';
import { createStateTables } from '../state/create-state-tables.js';
import { TAILED_TABLES } from '../tables.js';
import type { TestMonolith } from '../testing/test-monolith.js';
import { createTestMonolith } from '../testing/test-monolith.js';
import { PostgresSlot } from './postgres-slot.js';
import { PublishedTables } from './published-tables.js';
import { ForeignSlotError } from './slot.errors.js';
import type { SlotState } from './slot-keeper.js';
import { SlotKeeper } from './slot-keeper.js';

describe('the keeper of the slot', () => {
  let monolith: TestMonolith;
  let slot: PostgresSlot;
  let snapshots: PostgresSnapshots;
  let tables: PublishedTables;
  let readiness: Readiness;
  let log: CapturedLogger;
  let keeper: SlotKeeper;

  const ensure = (): Promise<SlotState> => keeper.ensure(new AbortController().signal);
  const requested = async (): Promise<string[]> =>
    (await snapshots.list())
      .filter(({ state }) => state === 'running')
      .map(({ table, isInitial }) => `${table}${isInitial ? '' : ' again'}`)
      .sort();
  const sql = (text: string): Promise<object[]> => monolith.database.query(text);

  beforeEach(async () => {
    monolith = await createTestMonolith();
    const { database, url, publication } = monolith;
    await createStateTables(database);
    log = captureLogger();
    readiness = new Readiness();
    slot = new PostgresSlot(database, monolith.slot);
    snapshots = new PostgresSnapshots(database, monolith.slot);
    const { logger } = log;
    tables = new PublishedTables({ database, publication, slot, snapshots, readiness, logger });
    keeper = new SlotKeeper({ url, database, slot, tables, snapshots, logger });
  });

  afterEach(() => monolith.drop());

  it('makes slot and publication at the first start, and asks for a snapshot of everything', async () => {
    expect(await ensure()).toEqual({
      kind: 'usable',
      confirmedLsn: expect.any(BigInt),
      visibleLsn: expect.any(BigInt),
    });
    expect(await slot.read()).toMatchObject({ plugin: 'pgoutput' });
    expect(await requested()).toEqual([...TAILED_TABLES].sort());
  });

  it('finds the same slot afterwards and asks for nothing again', async () => {
    const first = await ensure();
    expect(await ensure()).toEqual(first);
    expect(await requested()).toHaveLength(TAILED_TABLES.length);
  });

  it('knows at birth a place up to which every commit is visible', async () => {
    const state = await ensure();
    if (state.kind !== 'usable') throw new Error('the slot is lost');
    expect(state.visibleLsn).toBeGreaterThanOrEqual(state.confirmedLsn);
    expect(await slot.record()).toMatchObject({ visibleLsn: state.visibleLsn });
  });

  it('takes a slot that an administrator made, or that a dying tailer left behind', async () => {
    await tables.reconcile();
    await sql(`select pg_create_logical_replication_slot('${monolith.slot}', 'pgoutput')`);
    expect(await ensure()).toMatchObject({ kind: 'usable' });
    expect(await requested()).toHaveLength(TAILED_TABLES.length);
  });

  it('never takes a slot that is somebody else’s', async () => {
    await sql(`select pg_create_logical_replication_slot('${monolith.slot}', 'test_decoding')`);
    await expect(ensure()).rejects.toThrow(ForeignSlotError);
    await expect(ensure()).rejects.toThrow('uses the plugin test_decoding');
    expect(await slot.record()).toBeUndefined();
  });

  it('never makes a lost slot anew by itself', async () => {
    await ensure();
    await slot.drop();
    for (let attempt = 0; attempt < 3; attempt += 1) {
      expect(await ensure()).toEqual({ kind: 'lost', because: 'it is gone' });
    }
    expect(await slot.read()).toBeUndefined();
  });

  it('takes a slot that cannot be used for a lost one', async () => {
    await ensure();
    await slot.recordUsability('the publication does not exist');
    expect(await ensure()).toEqual({ kind: 'lost', because: 'the publication does not exist' });
  });

  it('makes a new one when it is asked to, with a snapshot of everything in place of old ones', async () => {
    await ensure();
    const [first] = await snapshots.list();
    await slot.drop();
    await slot.requestRecreation('operations');
    expect(await ensure()).toMatchObject({ kind: 'usable' });
    expect(await slot.record()).toMatchObject({ recreationRequestedBy: undefined });
    expect(await requested()).toEqual([...TAILED_TABLES].sort());
    expect(await snapshots.find(first?.id ?? '')).toMatchObject({ state: 'cancelled' });
    const [newest] = await snapshots.list();
    expect(newest).toMatchObject({ requestedBy: 'operations', isInitial: true });
  });

  it('makes a new one in place of one that is there and useless', async () => {
    await ensure();
    await slot.recordUsability('the publication does not exist');
    await slot.requestRecreation('operations');
    expect(await ensure()).toMatchObject({ kind: 'usable' });
    expect(await slot.record()).toMatchObject({ unusableBecause: undefined });
  });

  it('says loudly when the log has become shorter: this is another server', async () => {
    await ensure();
    await slot.recordVisible(2n ** 60n);
    await slot.drop();
    await slot.requestRecreation('operations');
    await ensure();
    expect(log.messagesOf('error')).toEqual([expect.stringContaining('this is another server')]);
  });

  it('asks for a snapshot of a table that comes later, in the same transaction', async () => {
    await sql('drop table restaurant_closures');
    await ensure();
    expect(await requested()).not.toContain('restaurant_closures');
    expect(readiness.report()['tables']).toMatchObject({
      ready: false,
      reason: 'waits for tables that do not exist: restaurant_closures',
    });
    await sql('create table restaurant_closures (id bigint primary key)');
    await tables.reconcile();
    await tables.reconcile();
    expect((await requested()).filter((each) => each.includes('closures'))).toEqual([
      'restaurant_closures again',
    ]);
    expect(readiness.report()['tables']).toMatchObject({ ready: true });
  });

  it('says once which tables it cannot publish, and for as long as it cannot', async () => {
    await sql('alter table courier_actions drop constraint courier_actions_pkey');
    await ensure();
    await tables.reconcile();
    const reason = 'cannot publish tables without a primary key: courier_actions';
    expect(readiness.report()['tables']).toMatchObject({ ready: false, reason });
    expect(log.messagesOf('warn')).toEqual([reason]);
  });
});
