import type { DelayPolicy } from './delay-policy.js';
import { DEFAULT_DELAY_POLICY } from './delay-policy.js';
import type { PolicyChanges, PolicyDocument } from './policy-document.js';
import { changed } from './policy-document.js';

/** Changes that the document names, such as `areas.Oakland`. */
interface Scope {
  readonly name: string;
  readonly changes: PolicyChanges;
}

/** What must hold between fields of any policy that orders are decided by. */
interface Rule {
  readonly says: string;
  /** The fields that it is about: only changes to them can break it. */
  readonly fields: readonly (keyof PolicyChanges)[];
  holds(policy: DelayPolicy): boolean;
}

const RULES: readonly Rule[] = [
  {
    says: 'riskLeaveProbability must be below riskEnterProbability',
    fields: ['riskLeaveProbability', 'riskEnterProbability'],
    holds: (policy) => policy.riskLeaveProbability < policy.riskEnterProbability,
  },
  {
    says: 'riskLeastLeadMinutes must not be above riskWindowMinutes',
    fields: ['riskLeastLeadMinutes', 'riskWindowMinutes'],
    holds: (policy) => policy.riskLeastLeadMinutes <= policy.riskWindowMinutes,
  },
];

/**
 * What contradicts itself once a document's changes are applied to the shipped policy and to one
 * another, a line each; the widest scopes that do, because narrower ones inherit it. Which areas a
 * restaurant delivers to is not known here: all are reckoned with.
 */
export function policyFlaws(document: PolicyDocument): string[] {
  return RULES.flatMap((rule) => {
    const flawed: (readonly Scope[])[] = [];
    for (const scopes of combinations(document, rule)) {
      const isInherited = flawed.some((wider) => wider.every((each) => scopes.includes(each)));
      if (!isInherited && !rule.holds(resolved(scopes))) flawed.push(scopes);
    }
    return flawed.map((scopes) => `${scopes.map(({ name }) => name).join(' with ')}: ${rule.says}`);
  });
}

/** Every choice of scopes that may speak about one order and touch the rule, the fewest first. */
function combinations(document: PolicyDocument, { fields }: Rule): Scope[][] {
  const { all, serviceLevels, areas, restaurants } = document;
  const kinds = [
    all === undefined ? [] : [{ name: 'all', changes: all }],
    scopesOf('serviceLevels', serviceLevels),
    scopesOf('areas', areas),
    scopesOf('restaurants', restaurants),
  ];
  const [everywhere = [], ...narrower] = kinds.map((scopes) =>
    scopes.filter(({ changes }) => fields.some((field) => changes[field] !== undefined)),
  );
  const choices = narrower.reduce<Scope[][]>(
    (chosen, scopes) => chosen.flatMap((each) => [each, ...scopes.map((one) => [...each, one])]),
    [everywhere],
  );
  return choices.filter(({ length }) => length > 0).sort((a, b) => a.length - b.length);
}

function scopesOf(
  kind: string,
  changes: Readonly<Partial<Record<string, PolicyChanges>>> = {},
): Scope[] {
  return Object.entries(changes).flatMap(([name, each]) =>
    each === undefined ? [] : [{ name: `${kind}.${name}`, changes: each }],
  );
}

function resolved(scopes: readonly Scope[]): DelayPolicy {
  return scopes.reduce<DelayPolicy>(
    (policy, { changes }) => changed(policy, changes),
    DEFAULT_DELAY_POLICY,
  );
}
