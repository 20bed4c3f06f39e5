import { withSchema } from '../testing/index.js';
import { unwrapped } from './schema-wrapper.js';

const TIME = 'io.debezium.time.Time';

describe('unwrapped', () => {
  it.each<[string, unknown]>([
    ['an object', { op: 'u' }],
    ['a row with a column of that name', { schema: 'public' }],
    ['a row with the other column', { payload: 1 }],
    ['null', null],
    ['a text', 'default'],
    ['a list', [1]],
  ])('leaves %s as it is, of unknown types', (_, body) => {
    const { payload, typeOf } = unwrapped(body);
    expect(payload).toBe(body);
    expect(typeOf('opens')).toBeUndefined();
  });

  it.each<[string, unknown]>([
    ['a payload', { op: 'u' }],
    ['a tombstone', null],
    ['a text', '{"version":1}'],
  ])('takes the wrapper off %s', (_, payload) => {
    expect(unwrapped({ schema: {}, payload }).payload).toBe(payload);
  });

  it("tells a column's type out of the schema of an envelope's row", () => {
    const { typeOf } = unwrapped(withSchema({ op: 'u' }, { opens: TIME }));
    expect(typeOf('opens')).toBe(TIME);
    expect(typeOf('closes')).toBeUndefined();
    expect(typeOf('after')).toBeUndefined();
  });

  it("tells a column's type out of the schema of a flattened row", () => {
    const fields = [{ type: 'int32', name: TIME, field: 'opens' }, { field: 'id' }];
    const { typeOf } = unwrapped({ schema: { type: 'struct', fields }, payload: {} });
    expect([typeOf('opens'), typeOf('id')]).toEqual([TIME, undefined]);
  });

  it.each<[string, unknown]>([
    ['null', null],
    ['a text', 'struct'],
    ['without fields', {}],
    ['with fields that are none', { fields: { opens: TIME } }],
    ['with broken fields', { fields: [null, 'opens', 3, { field: 'opens', name: 3 }] }],
    ['with a broken row', { fields: [{ field: 'after', fields: 'opens' }] }],
  ])('tells no types out of a schema that is %s', (_, schema) => {
    expect(unwrapped({ schema, payload: {} }).typeOf('opens')).toBeUndefined();
  });
});
