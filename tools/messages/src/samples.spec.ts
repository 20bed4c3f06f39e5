import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { FEEDS } from '@ftgo/monolith-contracts';
import { readSamples, sampleOf, SAMPLES_FOLDER } from './samples.js';
import { ROOT } from './testing/checkout.js';

const SAMPLES = readSamples(ROOT);

describe('readSamples', () => {
  it.each(FEEDS)('finds the samples of the feed %s, in the order of their kinds', (feed) => {
    const kinds = [...SAMPLES[feed].keys()];
    expect(kinds.length).toBeGreaterThan(10);
    expect(kinds).toEqual(kinds.toSorted());
  });

  it('reads what a sample is about, its way and its body', () => {
    expect(sampleOf(SAMPLES, 'cdc', 'heartbeat-log-tailer')).toEqual({
      kind: 'heartbeat-log-tailer',
      about: expect.stringMatching(/^[A-Z].*\.$/),
      routingKey: '__debezium-heartbeat.ftgo',
      headers: {},
      body: { ts_ms: expect.any(Number) },
    });
  });

  it('tells no body of what is no JSON', () => {
    expect(sampleOf(SAMPLES, 'events', 'not-json').body).toBeUndefined();
  });
});

describe('sampleOf', () => {
  it('names the file that the contracts lack', () => {
    const file = `${SAMPLES_FOLDER}/cdc/order-fried.json`;
    expect(existsSync(join(ROOT, file))).toBe(false);
    expect(() => sampleOf(SAMPLES, 'cdc', 'order-fried')).toThrow(file);
  });
});
