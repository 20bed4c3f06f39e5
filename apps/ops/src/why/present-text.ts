import { harmless } from '../harmless.js';
import { audienceText, reasonText, withheldLines } from './decision-words.js';
import { estimateText } from './decision-text.js';
import { labelled } from './lines.js';
import type { TellTime } from './order-times.js';
import type { Present, PresentAnswer } from './present-answers.js';

/** What would be decided now; the shadow's answer only in so far as it differs. */
export function presentText(present: Present, tell: TellTime): string {
  if ('undecided' in present) {
    const advice = 'see docs/runbooks/orders-undecided.md';
    return labelled('undecided', [`*** ${harmless(present.undecided)}; a bug: ${advice}`]);
  }
  const [live, shadow] = present.answers;
  if (live === undefined) return '  It has ended: nothing more is decided.\n';
  return `${liveText(live, tell)}${shadow === undefined ? '' : shadowText(shadow, live)}`;
}

function liveText(
  { assessment, explanation, told, withheld }: PresentAnswer,
  tell: TellTime,
): string {
  const { condition, reasons, estimate, dueAt } = assessment;
  const isQuiet = told.length === 0 && withheld.length === 0;
  return [
    labelled('condition', [condition]),
    labelled('because', reasons.map(reasonText)),
    estimateText({ condition, expected: estimate?.expected, explanation }, tell),
    labelled('would tell', isQuiet ? ['nobody anything new'] : told.map(audienceText)),
    labelled('not told', withheldLines(withheld)),
    dueAt === undefined
      ? ''
      : labelled('changes', [`${tell(dueAt)} at the soonest, if nothing is heard`]),
  ].join('');
}

function shadowText({ policyVersion, assessment }: PresentAnswer, live: PresentAnswer): string {
  const { condition, reasons } = assessment;
  const name = `policy ${policyVersion}`;
  if (condition === live.assessment.condition) {
    return labelled('in shadow', [`${name} says the same: ${condition}`]);
  }
  return labelled('in shadow', [
    `*** DIFFERS: by ${name} it would be ${condition}`,
    ...reasons.map(reasonText),
  ]);
}
