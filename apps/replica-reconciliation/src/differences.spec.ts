import { orderId } from '@ftgo/delayed-orders-domain';
import type { ReplicatedOrder } from '@ftgo/delayed-orders-persistence';
import type { OrderChange, RestaurantChange } from '@ftgo/monolith-contracts';
import { orderDifferences, restaurantDiffers } from './differences.js';

const at = (time: string): Date => new Date(`2026-10-03T${time}:00Z`);

const row = (fields: OrderChange['fields'] = {}): OrderChange => ({
  kind: 'order',
  orderId: 42,
  version: 3,
  position: 0n,
  occurredAt: undefined,
  fields: { state: 'ACCEPTED', consumerId: 7, acceptedAt: at('18:03'), area: null, ...fields },
});
const replicated = (changes: Partial<ReplicatedOrder> = {}): ReplicatedOrder => ({
  id: orderId(42),
  version: 3,
  state: 'ACCEPTED',
  consumerId: 7 as ReplicatedOrder['consumerId'],
  acceptedAt: at('18:03'),
  ...changes,
});

describe('orderDifferences', () => {
  it('are none when both say the same, and no value is no value', () => {
    expect(orderDifferences(row({ cancelledBy: null }), replicated())).toEqual([]);
  });

  it.each<[keyof OrderChange['fields'], OrderChange['fields']]>([
    ['state', { state: 'PREPARING' }],
    ['acceptedAt', { acceptedAt: at('18:04') }],
    ['acceptedAt', { acceptedAt: null }],
    ['area', { area: 'Oakland' }],
    ['deliveredAt', { deliveredAt: at('18:50') }],
  ])('are found in %s', (field, fields) => {
    expect(orderDifferences(row(fields), replicated())).toEqual([field]);
  });

  it('are not made of the courier, whom some feeds do not tell', () => {
    expect(orderDifferences(row({ courierId: 9 }), replicated())).toEqual([]);
  });
});

describe('restaurantDiffers', () => {
  const hours = [
    { dayOfWeek: 1, opens: '11:00', closes: '14:00' },
    { dayOfWeek: 1, opens: '17:00', closes: '22:30' },
  ];
  const ajanta: RestaurantChange = {
    kind: 'restaurant',
    restaurantId: 1,
    version: 0,
    position: 0n,
    occurredAt: undefined,
    fields: {
      name: 'Ajanta',
      timeZone: 'America/Los_Angeles',
      openingHours: hours,
      closures: [{ from: at('12:00'), to: at('14:00') }],
    },
  };
  const known = {
    name: 'Ajanta',
    time_zone: 'America/Los_Angeles',
    opening_hours: [...hours].reverse(),
    closures: [{ from: '2026-10-03T12:00:00Z', to: '2026-10-03T14:00:00.000Z' }],
  };

  it('does not, whatever the order of the hours and the spelling of the instants', () => {
    expect(restaurantDiffers(ajanta, known)).toBe(false);
  });

  it.each([
    ['another name', { name: 'Ajanta II' }],
    ['another zone', { time_zone: 'UTC' }],
    ['hours missing', { opening_hours: null }],
    ['an interval less', { opening_hours: hours.slice(1) }],
    ['no closure', { closures: null }],
  ])('does with %s', (_what, changes) => {
    expect(restaurantDiffers(ajanta, { ...known, ...changes })).toBe(true);
  });
});
