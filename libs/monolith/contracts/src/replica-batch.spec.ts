import type { Said } from './replica-batch.js';
import { toReplicaBatch } from './replica-batch.js';
import { readMessage } from './read-message.js';
import { sampleMessages } from './testing/index.js';

const said = (...kinds: readonly string[]): Said[] =>
  sampleMessages()
    .filter(({ kind }) => kinds.includes(kind))
    .map(({ message }) => readMessage(message, (wallClockMs) => wallClockMs))
    .flatMap((translation) => (translation.understood ? [translation] : []));

describe('toReplicaBatch', () => {
  it('sorts what messages say by what it is about, each with its stamp (I1)', () => {
    const messages = said(
      'log-tailer-update',
      'restaurant-with-version',
      'opening-hours-row',
      'closure-row-deleted',
    );
    const position = (24023128n << 20n) + 1n;
    expect(toReplicaBatch(messages)).toMatchObject({
      orders: [{ id: 42, version: 1, position: position + 3n, fields: { state: 'ACCEPTED' } }],
      restaurants: [{ id: 1, version: 2, position, fields: { name: 'Ajanta' } }],
      openingHoursRows: [{ id: 6, version: 0, position, fields: { opens: '11:00' } }],
      closureRows: [{ id: 8, version: 0, position, fields: { isDeleted: true } }],
    });
  });

  it('is as new as the newest moment of business time that is told, heartbeats aside', () => {
    const messages = said(
      'ftgo.order.created.v1',
      'ftgo.order.delivered.v1',
      'ftgo.order.accepted.v1',
      'heartbeat-log-tailer',
    );
    expect(toReplicaBatch(messages)).toMatchObject({
      asOf: new Date('2026-10-03T19:08:00Z'),
      heardAt: new Date('2026-10-03T18:05:12Z'),
    });
  });

  it('hears the newest heartbeat, in whatever order they come (I7)', () => {
    const messages = said('heartbeat-log-tailer', 'heartbeat-debezium');
    const newest = new Date('2026-10-03T18:05:12.523Z');
    expect(toReplicaBatch(messages).heardAt).toEqual(newest);
    expect(toReplicaBatch(messages.toReversed()).heardAt).toEqual(newest);
  });

  it('tells no time where its messages tell none', () => {
    expect(toReplicaBatch(said('mysql-update'))).toMatchObject({
      asOf: undefined,
      heardAt: undefined,
    });
  });

  it('keeps every notice, of messages without changes too', () => {
    expect(toReplicaBatch(said('unknown-table', 'unknown-state')).notices).toEqual(
      expect.arrayContaining([
        { cause: 'unknown-table', detail: 'consumers' },
        { cause: 'unknown-state', detail: 'ON_FIRE' },
      ]),
    );
  });

  it('of no messages is empty', () => {
    expect(toReplicaBatch([])).toEqual({
      orders: [],
      restaurants: [],
      openingHoursRows: [],
      closureRows: [],
      asOf: undefined,
      heardAt: undefined,
      notices: [],
    });
  });
});
