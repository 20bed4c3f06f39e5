import { at } from '@ftgo/delayed-orders-domain/testing';
import { timesIn } from './order-times.js';

describe('an instant of an order', () => {
  it('is told in UTC where the restaurant’s zone is not known', () => {
    expect(timesIn(undefined)(at('18:40'))).toBe('2026-10-03 18:40:00 UTC');
  });

  it('has the restaurant’s own time beside it, and its day where that is another', () => {
    expect(timesIn('America/Los_Angeles')(at('18:40'))).toBe('2026-10-03 18:40:00 UTC (11:40)');
    expect(timesIn('Asia/Seoul')(at('18:40'))).toBe('2026-10-03 18:40:00 UTC (2026-10-04 03:40)');
  });
});
