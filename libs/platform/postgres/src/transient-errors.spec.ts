import { isFaultOfTheRow, isWorthRepeating } from './index.js';

const sqlError = (code: string): Error => Object.assign(new Error('from the server'), { code });

describe('isWorthRepeating', () => {
  it.each([
    ['40001', 'serialization failure'],
    ['40P01', 'deadlock'],
    ['55P03', 'lock not available'],
  ])('is true for %s, %s: the same transaction may well succeed', (code) => {
    expect(isWorthRepeating(sqlError(code))).toBe(true);
  });

  it.each([
    ['23505', 'unique violation'],
    ['57014', 'statement time-out'],
    ['57P01', 'the server shuts down'],
    ['ECONNRESET', 'a lost connection'],
  ])('is false for %s, %s', (code) => {
    expect(isWorthRepeating(sqlError(code))).toBe(false);
  });

  it.each([undefined, null, '40001', { code: '40001' }])('is false for %p, no error', (value) => {
    expect(isWorthRepeating(value)).toBe(false);
  });
});

describe('isFaultOfTheRow', () => {
  it.each(['22001', '22P02', '23502', '23505', '23514'])(
    'is true for %s: other rows may still go through',
    (code) => expect(isFaultOfTheRow(sqlError(code))).toBe(true),
  );

  it.each(['40P01', '42P01', '53100', '57P01', 'ETIMEDOUT'])(
    'is false for %s: the server or the statement is at fault for every row',
    (code) => expect(isFaultOfTheRow(sqlError(code))).toBe(false),
  );
});
