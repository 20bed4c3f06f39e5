import { createStateTables } from '../state/create-state-tables.js';
import { makeSlot } from '../testing/test-log.js';
import type { TestMonolith } from '../testing/test-monolith.js';
import { createTestMonolith } from '../testing/test-monolith.js';
import { createSlot } from './create-slot.js';
import { PostgresSlot } from './postgres-slot.js';

describe('the slot on the server', () => {
  let monolith: TestMonolith;
  let slot: PostgresSlot;

  beforeEach(async () => {
    monolith = await createTestMonolith();
    slot = new PostgresSlot(monolith.database, monolith.slot);
    await createStateTables(monolith.database);
  });

  afterEach(() => monolith.drop());

  it('is nothing before it is made', async () => {
    expect(await slot.read()).toBeUndefined();
    expect(await slot.record()).toBeUndefined();
  });

  it('tells its plugin, its place and what it keeps', async () => {
    await makeSlot(monolith);
    await monolith.placeOrders([1, 2, 3]);
    const read = await slot.read();
    expect(read).toMatchObject({
      plugin: 'pgoutput',
      isOfThisDatabase: true,
      isActive: false,
      confirmedLsn: expect.any(BigInt),
      loss: undefined,
    });
    expect(read?.lagBytes).toBeGreaterThan(0);
    expect(read?.retainedBytes).toBeGreaterThanOrEqual(read?.lagBytes ?? 0);
  });

  it('is dropped, and dropping nothing is no error', async () => {
    await makeSlot(monolith);
    await slot.drop();
    await slot.drop();
    expect(await slot.read()).toBeUndefined();
  });

  it('is made whatever other transactions do, once they have ended', async () => {
    const held = await monolith.connect();
    await held.query('begin; insert into orders (id) values (1)');
    const making = createSlot(monolith.url, monolith.slot, new AbortController().signal);
    await expect(
      Promise.race([making, new Promise((resolve) => setTimeout(resolve, 500, 'waits'))]),
    ).resolves.toBe('waits');
    await held.query('commit');
    await making;
    expect((await slot.read())?.confirmedLsn).toBeDefined();
  });

  it('is no longer waited for when the tailer stops', async () => {
    const held = await monolith.connect();
    await held.query('begin; insert into orders (id) values (1)');
    const stopping = new AbortController();
    const making = createSlot(monolith.url, monolith.slot, stopping.signal);
    setTimeout(() => stopping.abort(), 300);
    await expect(making).rejects.toThrow();
    await held.query('commit');
  });
});

describe('what is remembered of the slot', () => {
  let monolith: TestMonolith;
  let slot: PostgresSlot;

  beforeEach(async () => {
    monolith = await createTestMonolith();
    slot = new PostgresSlot(monolith.database, monolith.slot);
    await createStateTables(monolith.database);
    await slot.recordBirth(monolith.database, 1_000n);
  });

  afterEach(() => monolith.drop());

  it('is its birth', async () => {
    expect(await slot.record()).toEqual({
      createdAt: expect.any(Date),
      visibleLsn: 1_000n,
      unusableBecause: undefined,
      recreationRequestedBy: undefined,
    });
  });

  it('is the newest visible place, never an older one', async () => {
    await slot.recordVisible(3_000n);
    await slot.recordVisible(2_000n);
    expect(await slot.record()).toMatchObject({ visibleLsn: 3_000n });
  });

  it('is why it cannot be used, until it can', async () => {
    await slot.recordUsability('its publication is gone');
    expect(await slot.record()).toMatchObject({ unusableBecause: 'its publication is gone' });
    await slot.recordUsability(undefined);
    expect(await slot.record()).toMatchObject({ unusableBecause: undefined });
  });

  it('is who asked for a new one, the first of them', async () => {
    await slot.requestRecreation('operations');
    await slot.requestRecreation('somebody else');
    expect(await slot.record()).toMatchObject({ recreationRequestedBy: 'operations' });
  });

  it('begins anew with the next birth', async () => {
    await slot.recordUsability('its publication is gone');
    await slot.requestRecreation('operations');
    await slot.recordBirth(monolith.database, 500n);
    expect(await slot.record()).toMatchObject({
      visibleLsn: 500n,
      unusableBecause: undefined,
      recreationRequestedBy: undefined,
    });
  });

  it('is another one’s for another slot', async () => {
    const other = new PostgresSlot(monolith.database, 'another_slot');
    expect(await other.record()).toBeUndefined();
  });
});
