import { DEFAULT_DELAY_POLICY } from '@ftgo/delayed-orders-domain';
import { FIELD_MEANINGS } from './field-meanings.js';
import { differencesOf, fieldsOf, narrowFieldsOf, policyForAll } from './policy-fields.js';

describe('the fields of a policy', () => {
  it('are each explained, and nothing else is', () => {
    const names = fieldsOf(DEFAULT_DELAY_POLICY).map(({ field }) => field);
    expect(Object.keys(FIELD_MEANINGS).sort()).toEqual(names.sort());
  });

  it('are the shipped ones with what is changed for all', () => {
    const policy = policyForAll({ all: { useForMinutes: { LATE: 20 } }, areas: { Oakland: {} } });
    const useForMinutes = { ...DEFAULT_DELAY_POLICY.useForMinutes, LATE: 20 };
    expect(policy).toEqual({ ...DEFAULT_DELAY_POLICY, useForMinutes });
  });

  it('say where they hold, if only for some orders', () => {
    const document = {
      serviceLevels: { SCHEDULED: { riskWindowMinutes: 40 } },
      restaurants: { '17': { useForMinutes: { LATE: 30 } } },
    };
    expect(narrowFieldsOf(document)).toEqual([
      { where: 'service level SCHEDULED', field: 'riskWindowMinutes', value: 40 },
      { where: 'restaurant 17', field: 'useForMinutes.LATE', value: 30 },
    ]);
  });
});

describe('the differences between two policies', () => {
  it('are none where the same is said in other words', () => {
    expect(differencesOf({}, { all: { lateGraceMinutes: 2 }, areas: { Oakland: {} } })).toEqual([]);
  });

  it('are what is changed for all, and what is said or no longer said of some', () => {
    const before = { restaurants: { '17': { lateGraceMinutes: 9 } } };
    const after = { all: { lateGraceMinutes: 5 }, areas: { Oakland: { lateGraceMinutes: 5 } } };
    expect(differencesOf(before, after)).toEqual([
      { where: 'all', field: 'lateGraceMinutes', before: 2, after: 5 },
      { where: 'restaurant 17', field: 'lateGraceMinutes', before: 9, after: undefined },
      { where: 'area Oakland', field: 'lateGraceMinutes', before: undefined, after: 5 },
    ]);
  });
});
