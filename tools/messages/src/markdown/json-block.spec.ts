import type { Json } from '../json.js';
import { isFormatted } from '../testing/prettier.js';
import { jsonBlock } from './json-block.js';

const inner = (block: string): unknown =>
  JSON.parse(block.replace(/^```json\n/, '').replace(/\n```$/, ''));

describe('jsonBlock', () => {
  it('is a fenced block', () => {
    expect(jsonBlock({ orderId: 42 })).toBe('```json\n{\n  "orderId": 42\n}\n```');
  });

  it('leaves out what is undefined', () => {
    expect(jsonBlock({ orderId: 42, promisedAt: undefined })).toBe(jsonBlock({ orderId: 42 }));
  });

  it.each<[string, Json]>([
    ['an object within an object', { data: { orderId: 42, promisedAt: null } }],
    ['what is empty', { data: {}, hours: [] }],
    ['a short list', { told: ['LATE', 'AT_RISK'], ids: [1, 2, 3] }],
    ['a list of 100 columns and more', { told: Array.from({ length: 12 }, () => 'UNDELIVERABLE') }],
    ['a list of objects', { openingHours: [{ dayOfWeek: 6, opens: '11:00' }] }],
    ['a list that just fits', { told: ['x'.repeat(84)] }],
    ['a list that just does not', { told: ['x'.repeat(85)] }],
    ['a text of any length', { payload: `{"readyBy":"${'x'.repeat(200)}"}` }],
    ['a text with line breaks and quotes', { payload: 'a\n"b"\\c' }],
    ['a list by itself', [1, 'two', false]],
    ['a number by itself', 42],
  ])('says the same, laid out as prettier leaves it: %s', async (_, value) => {
    const block = jsonBlock(value);
    expect(inner(block)).toEqual(value);
    await expect(isFormatted(`${block}\n`, 'messages.md')).resolves.toBe(true);
  });
});
