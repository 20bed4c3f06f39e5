import { ajanta, chickenVindaloo, minute, placedOrder } from './testing.js';
import { traceOf } from './trace-of.js';

describe('traceOf', () => {
  it('puts orders in the order of their creation', () => {
    const later = placedOrder({ createdAt: minute(5) });
    expect(traceOf([later, chickenVindaloo()]).orders).toEqual([chickenVindaloo(), later]);
  });

  it('keeps exactly the restaurants that the orders use', () => {
    const trace = traceOf([chickenVindaloo()], [ajanta({ restaurantId: 'closed' }), ajanta()]);
    expect(trace.restaurants).toEqual([ajanta()]);
  });

  it('calls a restaurant that nobody described by its id and has it open all day', () => {
    expect(traceOf([placedOrder({ restaurantId: 'V12' })]).restaurants).toEqual([
      {
        restaurantId: 'V12',
        name: 'Restaurant V12',
        timeZone: 'UTC',
        opens: '00:00',
        closes: '00:00',
      },
    ]);
  });
});
