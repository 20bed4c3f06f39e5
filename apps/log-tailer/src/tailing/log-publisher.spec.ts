import type { CapturedLogger } from '@ftgo/platform-observability/testing';
import { captureLogger } from '@ftgo/platform-observability/testing';
import { LogDecoder } from '../log/log-decoder.js';
import type { RefusedMessage } from '../publishing/publishing-window.js';
import { PublishingWindow } from '../publishing/publishing-window.js';
import { RowMessages } from '../rows/row-messages.js';
import {
  beginBytes,
  commitBytes,
  insertBytes,
  INT8,
  messageBytes,
  relationBytes,
  truncateBytes,
} from '../testing/pgoutput-bytes.js';
import { handled, ScriptedPublisher } from '../testing/scripted-publisher.js';
import { LogPublisher } from './log-publisher.js';

const SLOT = 'spec';
const [RESTAURANTS, CONSUMERS] = [1, 2];
const ID = [{ name: 'id', typeOid: INT8, isKey: true }];

describe('the publisher of the log', () => {
  let broker: ScriptedPublisher;
  let log: CapturedLogger;
  let decoder: LogDecoder;
  let window: PublishingWindow;
  let publisher: LogPublisher;
  let confirmed: bigint[];
  let read: string[];
  let heartbeats: number[];
  let refusals: (RefusedMessage | undefined)[];

  const take = async (...messages: readonly Buffer[]): Promise<void> => {
    for (const bytes of messages) await publisher.take(decoder.parse(bytes));
  };
  const transaction = (lsn: bigint, ...changes: readonly Buffer[]): Buffer[] => [
    beginBytes(lsn, 1_791_052_800_000, Number(lsn)),
    ...changes,
    commitBytes(lsn, lsn + 48n, 1_791_052_800_000),
  ];
  const ajanta = (id: number): Buffer => insertBytes(RESTAURANTS, [String(id)]);
  const heartbeat = (lsn: bigint, sentAtMs: number): Buffer =>
    messageBytes(lsn, SLOT, JSON.stringify({ ts_ms: sentAtMs }));

  beforeEach(async () => {
    [confirmed, read, heartbeats, refusals] = [[], [], [], []];
    broker = new ScriptedPublisher();
    log = captureLogger();
    decoder = new LogDecoder('spec');
    window = new PublishingWindow({
      publisher: broker,
      size: 10,
      bytes: 1_000_000,
      onTrouble: () => undefined,
      onRepeat: () => undefined,
    });
    const options = { exchange: 'ftgo.cdc', topicPrefix: 'ftgo', slot: SLOT, database: 'monolith' };
    publisher = new LogPublisher({
      slot: SLOT,
      messages: new RowMessages({ ...options, now: () => 0, onShrunk: () => undefined }),
      window,
      publisher: broker,
      logger: log.logger,
      confirm: (lsn) => confirmed.push(lsn),
      observer: {
        read: (table, operation) => read.push(`${table} ${operation}`),
        heartbeat: (sentAtMs, refused) => {
          refusals.push(refused);
          if (refused === undefined) heartbeats.push(sentAtMs);
        },
      },
    });
    await take(
      relationBytes(RESTAURANTS, 'restaurants', ID),
      relationBytes(CONSUMERS, 'consumers', ID),
    );
  });

  afterEach(() => window.close());

  it('publishes changes in the log’s order', async () => {
    await take(...transaction(100n, ajanta(1), ajanta(2)), ...transaction(200n, ajanta(3)));
    expect(broker.published).toEqual(['spec:100:1', 'spec:100:2', 'spec:200:1']);
    expect(read).toEqual(['restaurants c', 'restaurants c', 'restaurants c']);
  });

  it('lets the slot move to a commit only once all before it is confirmed (I2)', async () => {
    await take(...transaction(100n, ajanta(1), ajanta(2)), ...transaction(200n, ajanta(3)));
    await broker.answer('spec:200:1', 'confirmed');
    await broker.answer('spec:100:2', 'confirmed');
    expect(confirmed).toEqual([]);
    await broker.answer('spec:100:1', 'confirmed');
    expect(confirmed).toEqual([100n, 200n]);
  });

  it('lets the slot move over transactions that had nothing for it', async () => {
    await take(...transaction(100n));
    expect(confirmed).toEqual([100n]);
  });

  it('publishes a heartbeat only when all that was committed before it is confirmed', async () => {
    await take(...transaction(100n, ajanta(1)));
    const taking = take(heartbeat(150n, 7_000));
    await handled();
    expect(broker.published).toEqual(['spec:100:1']);
    await broker.answer('spec:100:1', 'confirmed');
    expect(broker.published).toEqual(['spec:100:1', 'spec:150:heartbeat']);
    await broker.answer('spec:150:heartbeat', 'confirmed');
    await taking;
    expect(heartbeats).toEqual([7_000]);
    expect(confirmed).toEqual([100n, 150n]);
  });

  it('holds changes back that were committed after a heartbeat until that is settled', async () => {
    const taking = take(heartbeat(50n, 7_000), ...transaction(100n, ajanta(1)));
    await handled();
    expect(broker.published).toEqual(['spec:50:heartbeat']);
    await broker.confirmAll();
    await taking;
    expect(broker.published).toEqual(['spec:50:heartbeat', 'spec:100:1']);
  });

  it.each(['returned', 'unconfirmed'] as const)(
    'does not wait for a heartbeat that is %s: it holds no change, and the next one comes',
    async (outcome) => {
      const taking = take(heartbeat(50n, 7_000), heartbeat(60n, 8_000));
      await handled();
      await broker.answer('spec:50:heartbeat', outcome);
      await broker.answer('spec:60:heartbeat', 'confirmed');
      await taking;
      expect(heartbeats).toEqual([8_000]);
      const routingKey = '__debezium-heartbeat.ftgo';
      expect(refusals).toEqual([{ outcome, exchange: 'ftgo.cdc', routingKey }, undefined]);
      expect(confirmed).toEqual([50n, 60n]);
    },
  );

  it('publishes nothing of a table that is none of ours, counts it and says so once (I8)', async () => {
    const consumer = insertBytes(CONSUMERS, ['7']);
    await take(...transaction(100n, consumer, consumer, ajanta(1)));
    expect(broker.published).toEqual(['spec:100:1']);
    expect(read).toEqual(['other c', 'other c', 'restaurants c']);
    expect(log.lines).toMatchObject([
      { level: 'warn', schema: 'public', table: 'consumers', operation: 'c' },
    ]);
  });

  it('says that a truncated table’s rows stay where they are, and counts it', async () => {
    await take(...transaction(100n, truncateBytes(RESTAURANTS)));
    expect(read).toEqual(['restaurants t']);
    expect(log.messagesOf('warn')).toEqual([expect.stringContaining('truncated')]);
    expect(confirmed).toEqual([100n]);
  });

  it('gives no row’s value to the log (I8)', async () => {
    await take(...transaction(100n, ajanta(424_242), insertBytes(CONSUMERS, ['565656'])));
    expect(JSON.stringify(log.lines)).not.toMatch(/424242|565656/);
  });
});
