import { BadRequestException } from '@nestjs/common';
import type { z } from 'zod';
import { TAILED_TABLES } from '../tables.js';
import { readBody } from './read-body.js';
import { SnapshotRequest } from './snapshot-request.js';

const read = (body: unknown): z.infer<typeof SnapshotRequest> => readBody(SnapshotRequest, body);
const by = { requestedBy: 'operations' };

describe('a request for a snapshot', () => {
  it('means every table when it names none', () => {
    const { scopes, requestedBy } = read(by);
    expect(scopes.map(({ table }) => table)).toEqual([...TAILED_TABLES]);
    expect(requestedBy).toBe('operations');
  });

  it('means the table that it names, whole', () => {
    expect(read({ ...by, table: 'restaurants' }).scopes).toEqual([
      { table: 'restaurants', since: undefined, restaurantId: undefined },
    ]);
  });

  it('may narrow it down to a restaurant and to orders since an instant', () => {
    const body = { ...by, table: 'orders', restaurantId: 7, since: '2026-10-03T20:00:00+02:00' };
    expect(read(body).scopes).toEqual([
      { table: 'orders', since: new Date('2026-10-03T18:00:00Z'), restaurantId: 7 },
    ]);
  });

  it('may do so for every table at once', () => {
    const { scopes } = read({ ...by, since: '2026-10-03T18:00:00Z' });
    expect(scopes).toHaveLength(TAILED_TABLES.length);
  });

  it.each([
    ['nobody who asks', {}, 'requestedBy: is required: who asks'],
    ['an empty name', { requestedBy: '  ' }, 'requestedBy: is required'],
    ['a name that is a novel', { requestedBy: 'x'.repeat(201) }, 'requestedBy: has at most 200'],
    ['a table that is none of ours', { ...by, table: 'consumers' }, 'table: must be one of orders'],
    ['an instant without a zone', { ...by, since: '2026-10-03T18:00:00' }, 'since: must be an'],
    ['a restaurant without a number', { ...by, restaurantId: 'Ajanta' }, 'restaurantId: must be'],
    ['a restaurant below one', { ...by, restaurantId: 0 }, 'restaurantId: must be positive'],
    ['a filter that nobody knows', { ...by, area: 'Oakland' }, 'area'],
    ['no object', 'vindaloo', 'object'],
    [
      '“since” for a table that has no orders',
      { ...by, table: 'restaurants', since: '2026-10-03T18:00:00Z' },
      'since: is for orders and courier_actions only',
    ],
  ])('is refused with %s, by name and rule', (_what, body, reason) => {
    expect(() => read(body)).toThrow(BadRequestException);
    expect(() => read(body)).toThrow(reason);
  });

  it('is refused with every bad field at once', () => {
    expect(() => read({ table: 'consumers', restaurantId: -1 })).toThrow(
      /table: .*; .*restaurantId: .*; .*requestedBy: /,
    );
  });
});
