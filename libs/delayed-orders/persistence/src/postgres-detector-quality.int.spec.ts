import { at } from '@ftgo/delayed-orders-domain/testing';
import { PostgresDetectorQuality } from './postgres-detector-quality.js';
import { putPolicy } from './postgres-policies.js';
import type { ServiceDatabase } from './testing/index.js';
import { serviceDatabase } from './testing/index.js';

const HOUR = 3_600;

describe('PostgresDetectorQuality', () => {
  let service: ServiceDatabase;
  let quality: PostgresDetectorQuality;
  let orders = 0;

  const ended = (outcome: Record<string, unknown>) =>
    service.database.query(
      `insert into order_outcome
       select * from json_populate_recordset(null::order_outcome, $1::json)`,
      [
        JSON.stringify([
          {
            order_id: (orders += 1),
            ending: 'DELIVERED',
            punctuality: 'ON_TIME',
            ended_at: at('18:30'),
            foresight: 'NOT',
            ...outcome,
          },
        ]),
      ],
    );

  beforeEach(async () => {
    service = await serviceDatabase();
    quality = new PostgresDetectorQuality(service.database);
    await service.setClock(at('19:00'));
  });
  afterEach(() => service.drop());

  it('is not known where nothing has ended', async () => {
    expect(await quality.within(HOUR)).toEqual([]);
    expect(await quality.calibrationWithin(HOUR)).toEqual({ checks: 0 });
  });

  it('says how many warnings came true, how many late orders had one, and how far ahead', async () => {
    const late = { punctuality: 'LATE', foresight: 'AT_RISK' };
    await ended({ ...late, lead_minutes: 20 });
    await ended({ ...late, lead_minutes: 10 });
    await ended({ punctuality: 'LATE', foresight: 'LATE_ONLY' });
    await ended({ foresight: 'AT_RISK', lead_minutes: 24 });
    await ended({});
    await ended({ ending: 'CANCELLED', punctuality: 'NO_PROMISE', foresight: 'AT_RISK' });
    await ended({ ...late, ended_at: at('17:59') });
    expect(await quality.within(HOUR)).toEqual([
      {
        role: 'LIVE',
        orders: 5,
        late: 3,
        precision: 2 / 3,
        recall: 2 / 3,
        meanLeadMinutes: 15,
      },
    ]);
  });

  it('compares the watching policy with the live one, as long as one is in force', async () => {
    await ended({ punctuality: 'LATE', foresight: 'NOT', shadow_foresight: 'AT_RISK' });
    await ended({ punctuality: 'LATE', foresight: 'AT_RISK' });
    expect((await quality.within(HOUR)).map(({ role }) => role)).toEqual(['LIVE']);
    const document = { all: { riskWindowMinutes: 40 } };
    await putPolicy(service.database, 'SHADOW', { document, note: '', writtenBy: 'jane' });
    expect(await quality.within(HOUR)).toMatchObject([
      { role: 'LIVE', recall: 0.5 },
      { role: 'SHADOW', recall: 0.5, precision: 1 },
    ]);
  });

  it('holds what was estimated against what came true', async () => {
    const late = { punctuality: 'LATE' };
    await ended({ ...late, probability_late: 0.72 });
    await ended({ ...late, probability_late: 0.78 });
    await ended({ probability_late: 0.02 });
    await ended({ ...late, probability_late: 1 });
    await ended({});
    const { checks, gap, brier } = await quality.calibrationWithin(HOUR);
    expect(checks).toBe(4);
    expect(gap).toBeCloseTo((2 * 0.25 + 0.02 + 0) / 4, 10);
    expect(brier).toBeCloseTo((0.28 ** 2 + 0.22 ** 2 + 0.02 ** 2) / 4, 10);
  });
});
