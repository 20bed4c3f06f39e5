import { withoutContactData } from './without-contact-data.js';

const cleaned = (body: unknown): unknown =>
  JSON.parse(new TextDecoder().decode(withoutContactData(Buffer.from(JSON.stringify(body)))));

const ADDRESS = {
  street1: '9 Amazing View',
  street2: null,
  city: 'Oakland',
  state: 'CA',
  zip: '94612',
};

describe('withoutContactData (I8)', () => {
  it('leaves an order’s row what the replica reads, and takes out where it goes and who pays', () => {
    const row = { id: 42, order_state: 'APPROVED', state: 'APPROVED', area: 'Oakland' };
    const personal = {
      delivery_address_street1: '9 Amazing View',
      delivery_address_city: 'Oakland',
      delivery_address_zip: '94612',
      payment_token: 'tok-1',
    };
    expect(cleaned({ op: 'x', after: { ...row, ...personal }, before: null })).toEqual({
      op: 'x',
      after: row,
      before: null,
    });
  });

  it('reaches into JSON within JSON, as Eventuate writes it', () => {
    const payload = { orderDetails: { restaurantId: 1 }, deliveryAddress: ADDRESS };
    const { payload: left } = cleaned({
      payload: JSON.stringify(payload),
      headers: { ID: '1' },
    }) as {
      payload: string;
    };
    expect(JSON.parse(left)).toEqual({ orderDetails: { restaurantId: 1 } });
  });

  it('takes a consumer’s name, e-mail and phone out of a stray row, and a restaurant’s address', () => {
    const consumer = {
      id: 7,
      first_name: 'John',
      last_name: 'Doe',
      email: 'john@x.test',
      phone: '1',
    };
    expect(cleaned({ after: consumer })).toEqual({ after: { id: 7 } });
    expect(cleaned({ after: { id: 1, name: 'Ajanta', ...ADDRESS } })).toEqual({
      after: { id: 1, name: 'Ajanta' },
    });
  });

  it('gives back the very bytes where there is nothing to take, or nothing to understand', () => {
    for (const text of ['{"data":{"orderId":42}}', 'Chicken Vindaloo', '', '[1, 2]']) {
      const body = Buffer.from(text);
      expect(withoutContactData(body)).toBe(body);
    }
  });

  it('survives whatever depth somebody sends', () => {
    const deep = `${'[{"a":'.repeat(400)}1${'}]'.repeat(400)}`;
    expect(() => withoutContactData(Buffer.from(deep))).not.toThrow();
  });
});
