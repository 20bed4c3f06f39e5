import { fieldList } from './field-list.js';

describe('fieldList', () => {
  it('marks what may be absent', () => {
    const schema = { properties: { orderId: {}, readyBy: {} }, required: ['orderId'] };
    expect(fieldList(schema)).toBe('`orderId`, `readyBy?`');
  });

  it('opens what is nested, and not what is referred to', () => {
    const orderDetails = { properties: { orderTotal: {} }, required: ['orderTotal'] };
    const hours = { $ref: '#/components/schemas/OpeningInterval' };
    const schema = { properties: { orderDetails, hours }, required: ['orderDetails', 'hours'] };
    expect(fieldList(schema)).toBe('`orderDetails.orderTotal`, `hours`');
  });

  it.each([{}, { properties: {} }, { type: 'string' }])(
    'writes a dash where there are none: %j',
    (schema) => {
      expect(fieldList(schema)).toBe('–');
    },
  );
});
