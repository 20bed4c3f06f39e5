import type { Trouble } from './incident.js';
import { incidentScopeOf } from './incident.js';
import { DEFAULT_DELAY_POLICY } from './policy/delay-policy.js';
import { at } from './testing/index.js';

const scopeOf = (KITCHEN: Trouble | undefined, AREA?: Trouble) =>
  incidentScopeOf({ troubles: { KITCHEN, AREA }, policy: DEFAULT_DELAY_POLICY, now: at('19:00') });

describe('incidentScopeOf', () => {
  it('lets the first few of a kitchen and of an area be told one by one', () => {
    expect(scopeOf({ orders: 4 }, { orders: 19 })).toBeUndefined();
    expect(scopeOf(undefined)).toBeUndefined();
  });

  it('makes an incident of a kitchen with many, and of an area with very many', () => {
    expect(scopeOf({ orders: 5 })).toBe('KITCHEN');
    expect(scopeOf({ orders: 1 }, { orders: 20 })).toBe('AREA');
  });

  it('takes the kitchen for the cause where both have many', () => {
    expect(scopeOf({ orders: 30 }, { orders: 30 })).toBe('KITCHEN');
  });

  it('keeps to an incident while it goes on, however few follow', () => {
    expect(scopeOf({ orders: 1, incidentAt: at('18:46') })).toBe('KITCHEN');
    expect(scopeOf({ orders: 1, incidentAt: at('18:45') })).toBeUndefined();
  });
});
