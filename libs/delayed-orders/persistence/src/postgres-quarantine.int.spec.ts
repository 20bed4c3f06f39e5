import type { QuarantinedMessage } from './postgres-quarantine.js';
import { PostgresQuarantine } from './postgres-quarantine.js';
import type { ServiceDatabase } from './testing/index.js';
import { serviceDatabase } from './testing/index.js';

const MIB = 1024 * 1024;

const message = (overrides: Partial<QuarantinedMessage> = {}): QuarantinedMessage => ({
  queue: 'replica-ingestion.events.v1',
  feed: 'events',
  messageId: 'order/42/0',
  cause: 'wrong-schema',
  detail: 'orderId: too_small',
  body: Buffer.from('{"orderId":0}'),
  ...overrides,
});

describe('PostgresQuarantine', () => {
  let service: ServiceDatabase;
  let quarantine: PostgresQuarantine;
  const kept = () =>
    service.database.query<{ times: number; body: Buffer | null; body_size: number }>(
      'select cause, detail, times, body_size, body from quarantined_message order by queue, body_size',
    );

  beforeAll(async () => {
    service = await serviceDatabase();
    quarantine = new PostgresQuarantine(service.database);
  });
  beforeEach(() => service.database.query('truncate quarantined_message'));
  afterAll(() => service.drop());

  it('I2: keeps a message byte for byte with its cause, once, and counts repetitions', async () => {
    await Promise.all([message(), message(), message()].map((each) => quarantine.keep(each)));
    expect(await kept()).toEqual([
      {
        cause: 'wrong-schema',
        detail: 'orderId: too_small',
        times: 3,
        body_size: 13,
        body: message().body,
      },
    ]);
  });

  it('I2: keeps bytes that are no text, no id, and nothing at all', async () => {
    await quarantine.keep(message({ body: Buffer.from([0, 255, 254, 0]), messageId: undefined }));
    await quarantine.keep(message({ body: Buffer.alloc(0), messageId: undefined }));
    expect((await kept()).map(({ body }) => [...(body ?? [])])).toEqual([[], [0, 255, 254, 0]]);
  });

  it('I2: keeps a message whose id PostgreSQL could not store', async () => {
    await quarantine.keep(message({ messageId: 'order\0/42' }));
    expect(await kept()).toHaveLength(1);
  });

  it('keeps two bodies under one id, and one body of two queues, apart', async () => {
    await quarantine.keep(message());
    await quarantine.keep(message({ body: Buffer.from('{}') }));
    await quarantine.keep(message({ queue: 'another' }));
    expect(await kept()).toHaveLength(3);
  });

  it('I11: keeps only size and hash of a body above 1 MiB', async () => {
    await quarantine.keep(message({ body: Buffer.alloc(MIB, 'x') }));
    await quarantine.keep(message({ body: Buffer.alloc(MIB + 1, 'x') }));
    expect((await kept()).map(({ body, body_size }) => [body_size, body?.byteLength])).toEqual([
      [MIB, MIB],
      [MIB + 1, undefined],
    ]);
  });

  it('I11: cuts an endless id and an endless detail', async () => {
    await quarantine.keep(message({ messageId: 'x'.repeat(50_000), detail: 'y'.repeat(50_000) }));
    const [row] = await service.database.query<{ key: number; detail: number }>(
      'select length(message_key) as key, length(detail) as detail from quarantined_message',
    );
    expect(row?.key).toBeLessThan(400);
    expect(row?.detail).toBe(2_000);
  });
});
