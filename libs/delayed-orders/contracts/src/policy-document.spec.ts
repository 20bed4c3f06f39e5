import { readPolicyDocument } from './policy-document.js';

const problemsOf = (json: unknown): readonly string[] => {
  const read = readPolicyDocument(json);
  return 'problems' in read ? read.problems : [];
};

describe('a policy document', () => {
  it.each([
    {},
    { all: { lateGraceMinutes: 5 } },
    { serviceLevels: { SCHEDULED: { riskWindowMinutes: 40 } } },
    {
      all: { quietHours: { from: '22:00', to: '07:00' } },
      areas: { Oakland: { quietHours: null } },
    },
    { all: { channels: { CUSTOMER: { UNDELIVERABLE: ['EMAIL', 'SMS'], RECOVERED: [] } } } },
    { areas: { Oakland: { useForMinutes: { LATE: 30 } } }, restaurants: { '17': {} } },
  ])('may change little or much: %j', (document) => {
    expect(readPolicyDocument(document)).toEqual({ document });
  });

  it.each<[unknown, RegExp]>([
    [null, /^the document: /],
    [[], /^the document: /],
    [{ everything: {} }, /everything/],
    [{ all: { lateGraceMinute: 5 } }, /lateGraceMinute/],
    [{ all: { lateGraceMinutes: -1 } }, /^all\.lateGraceMinutes: /],
    [{ all: { lateGraceMinutes: '5' } }, /^all\.lateGraceMinutes: /],
    [{ all: { riskEnterProbability: 1 } }, /^all\.riskEnterProbability: /],
    [{ all: { mostCustomerNotices: 4 } }, /^all\.mostCustomerNotices: /],
    [{ areas: { Oakland: { mostCustomerNotices: 1.5 } } }, /^areas\.Oakland\.mostCustomerNotices/],
    [{ restaurants: { Ajanta: {} } }, /^restaurants\.Ajanta: /],
    [{ all: { quietHours: { from: '24:00', to: '07:00' } } }, /^all\.quietHours\.from: /],
    [{ serviceLevels: { EXPRESS: {} } }, /EXPRESS/],
    [
      { all: { channels: { CUSTOMER: { LATE: ['CASE'] } } } },
      /^all\.channels\.CUSTOMER\.LATE\.0: /,
    ],
    [
      { all: { channels: { CUSTOMER: { LATE: ['SMS', 'SMS'] } } } },
      /must not name a channel twice/,
    ],
    [{ all: { incidentLeastOrders: 1 } }, /^all\.incidentLeastOrders: /],
  ])('is refused with the place and what was expected: %j', (document, expected) => {
    expect(problemsOf(document).join('\n')).toMatch(expected);
  });

  it('may not end a risk above where it begins, nor ask for more lead than its window has', () => {
    const all = { riskEnterProbability: 0.4, riskLeaveProbability: 0.4 };
    expect(problemsOf({ all })).toEqual([
      'all.riskLeaveProbability: must be below riskEnterProbability',
    ]);
    expect(problemsOf({ all: { riskWindowMinutes: 5, riskLeastLeadMinutes: 6 } })).toEqual([
      'all.riskLeastLeadMinutes: must not be above riskWindowMinutes',
    ]);
  });

  it('tells no value that it refuses', () => {
    const secret = 'john.doe@ftgo.example';
    const told = problemsOf({ all: { lateGraceMinutes: secret } }).join();
    expect(told).not.toContain(secret);
  });
});
