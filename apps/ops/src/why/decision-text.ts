import type { DecisionRecord, EstimateExplanation } from '@ftgo/delayed-orders-domain';
import type { KnownNotice } from '@ftgo/delayed-orders-persistence';
import { audienceText, reasonText, withheldLines } from './decision-words.js';
import { inputLines } from './input-words.js';
import { labelled } from './lines.js';
import { noticeText } from './notice-text.js';
import type { TellTime } from './order-times.js';

/** One decision of the live policy: why, what it saw, who was told and who was not. */
export function decisionText(
  decision: DecisionRecord,
  notices: readonly KnownNotice[],
  tell: TellTime,
): string {
  const { decidedAt, told, withheld } = decision;
  const toldBefore = told.filter((each) => !notices.some(({ audience }) => audience === each));
  return [
    `${tell(decidedAt)}  ${changeText(decision)}\n`,
    whyText(decision, tell),
    labelled('told', [
      ...notices.map((notice) => noticeText(notice, tell)),
      ...toldBefore.map((audience) => `${audienceText(audience)} had been told already`),
    ]),
    labelled('not told', withheldLines(withheld)),
  ].join('');
}

/** One decision of the policy that only watches, marked where it differs from the live one's. */
export function shadowDecisionText(
  decision: DecisionRecord,
  decisions: readonly DecisionRecord[],
  tell: TellTime,
): string {
  const live = liveConditionAt(decision.decidedAt, decisions);
  const heading = `${tell(decision.decidedAt)}  in the shadow: ${changeText(decision)}`;
  if (live === decision.condition) return `${heading}, as the live policy has it\n`;
  return `${heading}  *** DIFFERS: the live policy had it ${live}; nobody was told\n${whyText(decision, tell)}`;
}

/** Probability and range, and what they are made of; no probability of what has come true. */
export function estimateText(
  {
    condition,
    expected,
    explanation,
  }: Pick<DecisionRecord, 'condition' | 'expected' | 'explanation'>,
  tell: TellTime,
): string {
  const range = expected && `between ${tell(expected.from)} and ${tell(expected.to)}`;
  return [
    labelled(
      'late',
      explanation === undefined || condition === 'LATE' ? [] : probabilityLines(explanation),
    ),
    labelled('expected', range === undefined ? [] : [range]),
  ].join('');
}

const probabilityLines = (explanation: EstimateExplanation): string[] => [
  `with ${Math.round(100 * explanation.probabilityLate)} % probability; what did most (+ for, - against):`,
  ...inputLines(explanation).map((line) => `  ${line}`),
];

function whyText(decision: DecisionRecord, tell: TellTime): string {
  const { reasons, promisedAt, promiseGeneration, dueAt } = decision;
  return [
    labelled('because', reasons.map(reasonText)),
    promisedAt === undefined
      ? ''
      : labelled('promised', [
          `for ${tell(promisedAt)}, promise ${promiseGeneration} of the episode`,
        ]),
    labelled('seen', [seenText(decision)]),
    estimateText(decision, tell),
    dueAt === undefined ? '' : labelled('next look', [`${tell(dueAt)} if nothing is heard`]),
  ].join('');
}

function seenText(decision: DecisionRecord): string {
  const { orderVersion, restaurantVersion, policyVersion, estimateVersion } = decision;
  return [
    `version ${orderVersion} of the order`,
    restaurantVersion === undefined
      ? 'nothing of the restaurant'
      : `version ${restaurantVersion} of the restaurant`,
    `policy ${policyVersion}`,
    `estimate ${estimateVersion}`,
  ].join(', ');
}

const changeText = ({ conditionBefore, condition }: DecisionRecord): string =>
  conditionBefore === condition
    ? `still ${condition}`
    : `${conditionBefore ?? 'ON_TIME'} -> ${condition}`;

/** An order of which the live policy had decided nothing was on time. */
function liveConditionAt(instant: Date, decisions: readonly DecisionRecord[]): string {
  const before = decisions.filter(({ role, decidedAt }) => role === 'LIVE' && decidedAt <= instant);
  return before.at(-1)?.condition ?? 'ON_TIME';
}
