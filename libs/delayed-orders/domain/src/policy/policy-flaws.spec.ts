import { policyFlaws } from './policy-flaws.js';

const LEAVE = 'riskLeaveProbability must be below riskEnterProbability';
const LEAD = 'riskLeastLeadMinutes must not be above riskWindowMinutes';

describe('policyFlaws', () => {
  it.each([
    {},
    { all: { lateGraceMinutes: 5 } },
    { all: { riskEnterProbability: 0.3, riskLeaveProbability: 0.2 } },
    { areas: { Oakland: { riskWindowMinutes: 10 } }, restaurants: { '17': {} } },
  ])('finds none where enter stays above leave and the lead fits its window: %j', (document) => {
    expect(policyFlaws(document)).toEqual([]);
  });

  it('finds a change that contradicts what is shipped', () => {
    expect(policyFlaws({ all: { riskEnterProbability: 0.35 } })).toEqual([`all: ${LEAVE}`]);
    expect(policyFlaws({ areas: { Oakland: { riskWindowMinutes: 9 } } })).toEqual([
      `areas.Oakland: ${LEAD}`,
    ]);
  });

  it('finds a narrow change that contradicts a wider one, each of them sound by itself', () => {
    const document = {
      all: { riskEnterProbability: 0.9, riskLeaveProbability: 0.7 },
      serviceLevels: { SCHEDULED: { riskLeastLeadMinutes: 20 } },
      areas: { Oakland: { riskWindowMinutes: 15 }, Berkeley: { riskWindowMinutes: 20 } },
      restaurants: { '17': { riskEnterProbability: 0.6 } },
    };
    expect(policyFlaws(document)).toEqual([
      `all with restaurants.17: ${LEAVE}`,
      `serviceLevels.SCHEDULED with areas.Oakland: ${LEAD}`,
    ]);
  });

  it('tells a flaw once, where it begins, and not again for what inherits it', () => {
    const document = {
      all: { riskWindowMinutes: 5 },
      areas: { Oakland: {}, Berkeley: { riskWindowMinutes: 30 } },
      restaurants: { '17': { lateGraceMinutes: 1 } },
    };
    expect(policyFlaws(document)).toEqual([`all: ${LEAD}`]);
  });

  it('has time for thousands of restaurants and areas', () => {
    const many = (count: number, changes: object) =>
      Object.fromEntries(Array.from({ length: count }, (_, n) => [`${n + 1}`, changes]));
    const document = {
      areas: { ...many(2_000, { lateGraceMinutes: 5 }), Oakland: { riskWindowMinutes: 15 } },
      restaurants: { ...many(5_000, { riskLeastLeadMinutes: 12 }), '7': { riskWindowMinutes: 1 } },
    };
    expect(policyFlaws(document)).toEqual([`restaurants.7: ${LEAD}`]);
  });

  it('looks at areas that have the names of an object’s own parts', () => {
    const areas = Object.fromEntries([['constructor', { riskWindowMinutes: 1 }]]);
    expect(policyFlaws({ areas })).toEqual([`areas.constructor: ${LEAD}`]);
  });
});
