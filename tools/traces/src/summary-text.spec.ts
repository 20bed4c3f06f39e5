import { type TraceOrder, traceOf } from '@ftgo/monolith-traces';
import { summaryText } from './summary-text.js';

const vindaloo: TraceOrder = {
  orderId: '42',
  restaurantId: 'ajanta',
  consumerId: '7',
  createdAt: new Date('2026-10-03T01:00:00Z'),
  promisedAt: new Date('2026-10-03T01:45:00Z'),
  deliveredAt: new Date('2026-10-03T01:40:00Z'),
};

describe('summaryText', () => {
  it('describes a trace line by line', () => {
    const late = { ...vindaloo, orderId: '43', deliveredAt: new Date('2026-10-03T02:00:00Z') };
    const cancelled = {
      orderId: '44',
      restaurantId: 'ajanta',
      consumerId: '8',
      createdAt: new Date('2026-10-03T01:30:00Z'),
      cancelledAt: new Date('2026-10-03T01:31:00Z'),
    };
    expect(summaryText('dinner.csv', traceOf([vindaloo, late, cancelled]))).toBe(
      [
        'dinner.csv',
        '  orders            3 of 2 consumers',
        '  restaurants       1, 0 closing early',
        '  couriers          0',
        '  created           2026-10-03T01:00:00.000Z to 2026-10-03T01:30:00.000Z',
        '  with a promise    2',
        '  delivered         2',
        '  late              1 (50.0 % of the delivered with a promise)',
        '  over 10 min late  50.0 %',
        '  cancelled         1 by consumers, 0 by restaurants',
        '  never ended       0',
        '  replay            75 min of business time, idle hours skipped',
        '',
      ].join('\n'),
    );
  });
});
