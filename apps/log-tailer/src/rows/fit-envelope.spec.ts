import { jest } from '@jest/globals';
import fc from 'fast-check';
import { anEnvelope } from '../testing/mothers.js';
import type { Row } from './column-value.js';
import { UNAVAILABLE } from './column-value.js';
import type { Envelope } from './envelope.js';
import { fitEnvelope, LARGEST_BODY_BYTES, weightOf } from './fit-envelope.js';

const MEBIBYTE = 1024 * 1024;
const bytesOf = (envelope: Envelope): number => Buffer.byteLength(JSON.stringify(envelope));
const fit = (envelope: Envelope): ReturnType<typeof fitEnvelope> => fitEnvelope(envelope, ['id']);

describe('an envelope that has to fit into a message', () => {
  it('is left as it is when it does', () => {
    const envelope = anEnvelope();
    expect(fit(envelope)).toEqual({ envelope, causes: [] });
    expect(fit(envelope).envelope).toBe(envelope);
  });

  it('is left as it is up to the very last byte', () => {
    const room = LARGEST_BODY_BYTES - bytesOf(anEnvelope({ after: { id: 42, notes: '' } }));
    const envelope = anEnvelope({ after: { id: 42, notes: 'm'.repeat(room) } });
    expect(bytesOf(envelope)).toBe(LARGEST_BODY_BYTES);
    expect(fit(envelope).causes).toEqual([]);
  });

  it('loses its longest text when it is one byte too long', () => {
    const room = LARGEST_BODY_BYTES - bytesOf(anEnvelope({ after: { id: 42, notes: '' } }));
    const envelope = anEnvelope({ after: { id: 42, notes: 'm'.repeat(room + 1) } });
    const fitted = fit(envelope);
    expect(fitted.causes).toEqual(['columns_left_out']);
    expect(fitted.envelope.after).toEqual({ id: 42, notes: UNAVAILABLE });
  });

  it('goes without the old row first', () => {
    const text = 'm'.repeat(0.6 * MEBIBYTE);
    const envelope = anEnvelope({
      before: { id: 42, notes: text },
      after: { id: 42, notes: text },
    });
    const fitted = fit(envelope);
    expect(fitted.causes).toEqual(['before_left_out']);
    expect(fitted.envelope).toMatchObject({ before: null, after: { id: 42, notes: text } });
  });

  it('loses long texts as well when that is not enough, and no shorter ones', () => {
    const envelope = anEnvelope({
      before: { id: 42, notes: 'm'.repeat(2 * MEBIBYTE) },
      after: { id: 42, short: 'mild', long: 'm'.repeat(300_000), longest: 'm'.repeat(MEBIBYTE) },
    });
    const fitted = fit(envelope);
    expect(fitted.causes).toEqual(['before_left_out', 'columns_left_out']);
    expect(fitted.envelope.after).toEqual({
      id: 42,
      short: 'mild',
      long: 'm'.repeat(300_000),
      longest: UNAVAILABLE,
    });
  });

  it('never loses its key, however long that is', () => {
    const key = 'k'.repeat(2_000);
    const envelope = anEnvelope({ after: { code: key, notes: 'm'.repeat(2 * MEBIBYTE) } });
    const fitted = fitEnvelope(envelope, ['code']);
    expect(fitted.envelope.after).toEqual({ code: key, notes: UNAVAILABLE });
  });

  it('keeps the old row of a deletion, which is all that it has', () => {
    const before = { id: 42, notes: 'm'.repeat(2 * MEBIBYTE) };
    const fitted = fit(anEnvelope({ op: 'd', before, after: null }));
    expect(fitted.causes).toEqual(['columns_left_out']);
    expect(fitted.envelope.before).toEqual({ id: 42, notes: UNAVAILABLE });
  });

  it('reckons with characters that are many bytes in JSON', () => {
    const envelope = anEnvelope({ after: { id: 42, notes: '\u0000'.repeat(200_000) } });
    expect(fit(envelope).causes).toEqual(['columns_left_out']);
  });

  it('is not even written as JSON when it cannot fit: a row may have a gigabyte (I11)', () => {
    const stringify = jest.spyOn(JSON, 'stringify');
    try {
      const notes = 'm'.repeat(20 * MEBIBYTE);
      expect(fit(anEnvelope({ before: { notes }, after: { id: 42, notes } })).causes).toHaveLength(
        2,
      );
      const lengths = stringify.mock.results.map(({ value }) => String(value).length);
      expect(Math.max(...lengths)).toBeLessThan(MEBIBYTE);
    } finally {
      stringify.mockRestore();
    }
  });

  it('always fits in the end and tells its key, whatever the row (property)', () => {
    const size = fc.integer({ min: 0, max: 500_000 });
    const text = fc
      .record({ of: fc.constantFrom('m', '"', '\u0000', '카', '🌶'), times: size })
      .map(({ of, times }) => of.repeat(times / of.length));
    const row = fc.array(fc.oneof(text, fc.integer(), fc.constant(null)), { maxLength: 4 });
    fc.assert(
      fc.property(row, row, (before, after) => {
        const envelope = anEnvelope({ before: rowOf(before), after: rowOf(after) });
        const fitted = fit(envelope);
        expect(bytesOf(fitted.envelope)).toBeLessThanOrEqual(LARGEST_BODY_BYTES);
        expect(fitted.envelope.after?.['id']).toBe(42);
        expect(fitted.causes.length === 0).toBe(bytesOf(envelope) <= LARGEST_BODY_BYTES);
      }),
      { numRuns: 30, seed: 20_261_003 },
    );
  });
});

describe('the weight of an envelope', () => {
  it('grows with its texts, old and new', () => {
    const light = weightOf(anEnvelope());
    const heavy = weightOf(anEnvelope({ before: { notes: 'm'.repeat(5_000) } }));
    expect(heavy - light).toBe(5_000);
  });
});

const rowOf = (values: readonly (string | number | null)[]): Row => ({
  id: 42,
  ...Object.fromEntries(values.map((value, at) => [`column_${at}`, value])),
});
