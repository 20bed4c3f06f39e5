import { isJsonObject, parseJson } from './json.js';

describe('parseJson', () => {
  it.each([
    ['an object', '{"a":[1]}', { a: [1] }],
    ['null', 'null', null],
    ['a text', '"default"', 'default'],
  ])('reads %s', (_, text, expected) => expect(parseJson(text)).toEqual(expected));

  it.each(['', 'default', '{"a":', "{'a':1}", 'undefined', 'NaN', '{}{}'])(
    'tells that %j is no JSON',
    (text) => expect(parseJson(text)).toBeUndefined(),
  );

  it('survives 100,000 levels', () => {
    const levels = 100_000;
    expect(parseJson('['.repeat(levels) + ']'.repeat(levels))).toBeInstanceOf(Array);
    expect(parseJson('['.repeat(levels))).toBeUndefined();
  });
});

describe('isJsonObject', () => {
  it.each([[{}], [{ a: 1 }], [Object.create(null)]])('says yes to %j', (value) => {
    expect(isJsonObject(value)).toBe(true);
  });

  it.each([[null], [undefined], [[]], ['{}'], [42]])('says no to %j', (value) => {
    expect(isJsonObject(value)).toBe(false);
  });
});
