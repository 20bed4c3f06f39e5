import fc from 'fast-check';
import type { OrderFields } from './replica-fields.js';
import type { ReplicaUpdate } from './replica-fold.js';
import { foldUpdate, foldUpdates } from './replica-fold.js';
import { at } from './testing/index.js';

type Update = ReplicaUpdate<OrderFields>;
type Fields = Update['fields'];

const update = (version: number, fields: Fields, id = 42): Update => ({ id, version, fields });

/** What version n of an order's row holds; a message names some of it. */
const rowAt = (version: number): Fields => ({
  state: `state ${version}`,
  consumerId: version % 3,
  promisedAt: version % 4 === 0 ? null : new Date(version * 60_000),
  area: version % 2 === 0 ? null : `area ${version}`,
});
const named = fc.subarray(['state', 'consumerId', 'promisedAt', 'area'] as const);
const drawnUpdate = fc
  .record({ id: fc.integer({ min: 1, max: 3 }), version: fc.nat({ max: 8 }), named })
  .map(({ id, version, named: names }) => {
    const row = rowAt(version);
    return update(version, Object.fromEntries(names.map((name) => [name, row[name]])), id);
  });
const history = fc.array(drawnUpdate, { maxLength: 15 });

describe('foldUpdates (I1)', () => {
  const sorted = (updates: readonly Update[]) => foldUpdates(updates).sort((a, b) => a.id - b.id);

  it('folds any order and any repetition of a history to the same rows', () => {
    const shuffledTwice = history.chain((updates) =>
      fc.tuple(
        fc.constant(updates),
        fc.shuffledSubarray([...updates, ...updates], { minLength: updates.length * 2 }),
      ),
    );
    fc.assert(
      fc.property(shuffledTwice, ([updates, shuffled]) => {
        expect(sorted(shuffled)).toEqual(sorted(updates));
      }),
    );
  });

  it('gives each field the value of the newest version that named it', () => {
    fc.assert(
      fc.property(history, (updates) => {
        for (const { id, fields } of foldUpdates(updates)) {
          for (const [field, value] of Object.entries(fields)) {
            const naming = updates.filter((each) => each.id === id && field in each.fields);
            const newest = Math.max(...naming.map(({ version }) => version));
            expect(value).toEqual(rowAt(newest)[field as keyof OrderFields]);
          }
        }
      }),
    );
  });
});

describe('foldUpdate (I1)', () => {
  it('merges updates of an equal version field by field', () => {
    const row = foldUpdate(foldUpdate(undefined, update(3, { state: 'ACCEPTED' })), {
      ...update(3, { acceptedAt: at('18:05') }),
    });
    expect(row.fields).toEqual({ state: 'ACCEPTED', acceptedAt: at('18:05') });
  });

  it('lets the later log position decide between equal versions, whatever comes first', () => {
    const early = { ...update(3, { courierId: 7 }), position: 2n ** 60n };
    const late = { ...update(3, { courierId: 9 }), position: 2n ** 60n + 1n };
    for (const [first, second] of [
      [early, late],
      [late, early],
    ] as const) {
      expect(foldUpdate(foldUpdate(undefined, first), second).fields.courierId).toBe(9);
    }
  });

  it('lets a version decide before any position does', () => {
    const older = { ...update(2, { state: 'ACCEPTED' }), position: 2n ** 80n };
    const row = foldUpdate(foldUpdate(undefined, update(3, { state: 'PREPARING' })), older);
    expect(row.fields.state).toBe('PREPARING');
  });

  it('does not let an older version change anything that a newer one named', () => {
    const newer = foldUpdate(undefined, update(5, { state: 'PICKED_UP' }));
    const row = foldUpdate(newer, update(2, { state: 'ACCEPTED', consumerId: 7 }));
    expect(row).toMatchObject({ version: 5, fields: { state: 'PICKED_UP', consumerId: 7 } });
  });

  it('remembers a deletion, so that a late message does not revive the row', () => {
    const deleted = foldUpdate(undefined, update(9, { deletedAt: at('19:00') }));
    const row = foldUpdate(deleted, update(4, { state: 'PREPARING' }));
    expect(row.fields.deletedAt).toEqual(at('19:00'));
  });

  it('keeps null, which says that there is no value, apart from silence', () => {
    const promised = foldUpdate(
      undefined,
      update(1, { promisedAt: at('19:00'), area: 'Berkeley' }),
    );
    const row = foldUpdate(promised, update(2, { promisedAt: null, area: undefined }));
    expect(row.fields).toEqual({ promisedAt: null, area: 'Berkeley' });
  });

  it('leaves the row that it was given as it was', () => {
    const row = foldUpdate(undefined, update(1, { state: 'APPROVED' }));
    foldUpdate(row, update(2, { state: 'ACCEPTED' }));
    expect(row.fields.state).toBe('APPROVED');
  });
});
