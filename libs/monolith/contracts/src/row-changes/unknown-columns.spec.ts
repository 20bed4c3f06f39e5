import { rowMessage } from '../testing/index.js';
import { readRowMessage } from './read-row-message.js';
import { unknownColumns } from './unknown-columns.js';

function details(row: Record<string, unknown>): string[] {
  const message = readRowMessage(rowMessage('orders', row), '');
  if (message.kind !== 'change') throw new Error(message.kind);
  return unknownColumns(message.change, new Set(['id', 'version'])).map(({ detail }) => detail);
}

describe('unknownColumns', () => {
  it('are told by table and name', () => {
    expect(details({ id: 42, tip: '3.00', version: 0 })).toEqual(['orders.tip']);
  });

  it("are none where the connector's additions are the only ones", () => {
    expect(details({ id: 42, __op: 'u', __source_ts_ms: 1 })).toEqual([]);
  });

  it('never tell a name that could be a value (I8)', () => {
    expect(details({ 'ada@example.com': 1 })).toEqual(['orders.(no name)']);
  });

  it('stop after five, since a table may grow by a thousand', () => {
    const thousand = Array.from({ length: 1_000 }, (_, each) => [`extra${each}`, null]);
    expect(details(Object.fromEntries(thousand))).toHaveLength(5);
  });
});
