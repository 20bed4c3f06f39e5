import type { Order } from '../order.js';
import { anOrder, at } from '../testing/index.js';
import { CURVE_STAGES } from './curve-stage.js';
import { stageVisitsOf } from './stage-visits.js';

function visits(change: Partial<Order>): (string | number | undefined)[][] {
  const order = anOrder({ deliveredAt: at('18:50'), ...change });
  return stageVisitsOf(order).map(({ stage, stayed, total }) => [
    CURVE_STAGES[stage],
    stayed,
    total,
  ]);
}

describe('the stages that a delivered order passed through', () => {
  it('are told last first, with the minutes to the next event and to the delivery', () => {
    const heard = { acceptedAt: at('18:05'), readyAt: at('18:18'), pickedUpAt: at('18:20') };
    expect(visits(heard)).toEqual([
      ['PICKED_UP', undefined, 30],
      ['READY', 2, 32],
      ['ACCEPTED', 13, 45],
      ['PLACED', 5, 50],
    ]);
  });

  it('leave out what was never heard of; the event then was missing', () => {
    expect(visits({ acceptedAt: at('18:05') })).toEqual([
      ['ACCEPTED', undefined, 45],
      ['PLACED', 5, 50],
    ]);
    expect(visits({})).toEqual([['PLACED', undefined, 50]]);
    expect(visits({ pickedUpAt: at('18:20') })).toEqual([
      ['PICKED_UP', undefined, 30],
      ['PLACED', 20, 50],
    ]);
  });

  it('are none of an order that was not delivered, or before it was created', () => {
    expect(visits({ deliveredAt: undefined })).toEqual([]);
    expect(visits({ deliveredAt: at('17:59') })).toEqual([]);
    expect(visits({ createdAt: undefined })).toEqual([]);
  });

  it('take an event before the creation for one at the creation', () => {
    expect(visits({ acceptedAt: at('17:50') })).toEqual([
      ['ACCEPTED', undefined, 50],
      ['PLACED', 0, 50],
    ]);
  });

  it('drop an event after the delivery', () => {
    expect(visits({ acceptedAt: at('18:05'), pickedUpAt: at('18:51') })).toEqual([
      ['ACCEPTED', undefined, 45],
      ['PLACED', 5, 50],
    ]);
  });

  it('never last less than nothing when events are in the wrong order', () => {
    expect(visits({ acceptedAt: at('18:30'), pickedUpAt: at('18:20') })).toEqual([
      ['PICKED_UP', undefined, 30],
      ['ACCEPTED', 0, 20],
      ['PLACED', 30, 50],
    ]);
  });

  it('keep the exact minutes, too', () => {
    const order = anOrder({ deliveredAt: new Date(at('18:50').getTime() + 30_000) });
    expect(stageVisitsOf(order)[0]).toMatchObject({ total: 50, minutes: 50.5 });
  });
});
