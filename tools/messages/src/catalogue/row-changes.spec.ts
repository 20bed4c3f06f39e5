import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { readMessage, REPLICATED_TABLES } from '@ftgo/monolith-contracts';
import type { Sample } from '../samples.js';
import { readSamples, sampleOf, SAMPLES_FOLDER } from '../samples.js';
import { ROOT } from '../testing/checkout.js';
import { OTHER_ROW_FORMS } from './other-row-forms.js';
import { rowChanges } from './row-changes.js';

const SAMPLES = readSamples(ROOT);
const FLOW = rowChanges(SAMPLES);
const [rows, heartbeats, outbox] = FLOW.channels;

/** A form of routing keys as an expression; a part in braces stands for one word. */
const formOf = (routingKey = ''): RegExp =>
  new RegExp(`^${routingKey.replaceAll('.', '\\.').replace(/\{\w+\}/g, '[\\w-]+')}$`);

const read = ({ body, routingKey, headers }: Sample) =>
  readMessage(
    { feed: 'cdc', body: new TextEncoder().encode(JSON.stringify(body)), routingKey, headers },
    Number,
  );

describe('the row changes of the catalogue', () => {
  it('are those of the tables that the contracts translate', () => {
    expect(rows?.messages.map(({ title }) => title)).toEqual(Object.keys(REPLICATED_TABLES));
    expect(rows?.parameters['table']?.examples).toEqual(Object.keys(REPLICATED_TABLES));
  });

  it.each([
    ['rows', rows],
    ['heartbeats', heartbeats],
    ['routed outbox events', outbox],
  ])('have routing keys for %s as the samples have them', (_, channel) => {
    const shown = channel?.messages.flatMap(({ examples }) => examples) ?? [];
    expect(shown.length).toBeGreaterThan(0);
    for (const { name } of shown) {
      expect(sampleOf(SAMPLES, 'cdc', name).routingKey).toMatch(formOf(channel?.routingKey));
    }
  });

  it('wait in one queue, which takes everything of the exchange', () => {
    expect(FLOW.queue.bindings).toEqual([{ exchange: 'ftgo.cdc', routingKey: '#' }]);
  });

  it('are sent by our own log tailer, but for what Debezium routes', () => {
    expect(FLOW.channels.map(({ sender }) => sender)).toEqual([
      'log-tailer',
      'log-tailer',
      undefined,
    ]);
  });

  it('are shown as they are created, changed, deleted and read by a snapshot', () => {
    const [orders] = rows?.messages ?? [];
    const operations = orders?.examples.map(({ payload }) => (payload as { op: string }).op);
    expect(operations).toEqual(expect.arrayContaining(['c', 'u', 'd', 'r']));
  });
});

describe('each other form of a row message', () => {
  const byForm = OTHER_ROW_FORMS.map((form) => [form.form, form] as const);

  it.each(byForm)('%s has its sample', (_, { sample }) => {
    expect(existsSync(join(ROOT, SAMPLES_FOLDER, 'cdc', `${sample}.json`))).toBe(true);
  });

  const EXPECTED: Readonly<
    Record<string, (changes: readonly object[], notices: number) => boolean>
  > = {
    'no news': (changes, notices) => changes.length === 0 && notices === 0,
    'counted, no news': (changes, notices) => changes.length === 0 && notices === 1,
    'counted, left alone': (changes, notices) => changes.length === 1 && notices === 1,
  };

  it.each(byForm.filter(([, { sample }]) => sample !== 'tombstone-default'))(
    '%s is read as is told',
    (_, { sample, becomes }) => {
      const translation = read(sampleOf(SAMPLES, 'cdc', sample));
      expect(translation.understood).toBe(becomes !== 'quarantined');
      if (!translation.understood) return;
      const { changes, notices } = translation;
      const isAsTold = EXPECTED[becomes] ?? (() => changes.length === 1 && notices.length === 0);
      expect(isAsTold(changes, notices.length)).toBe(true);
    },
  );
});
