import type { SmtpAction, SmtpStage } from '@ftgo/delayed-orders-notifications/testing';

const STAGES = ['greeting', 'ehlo', 'mail', 'rcpt', 'data', 'body', 'message'] as const;

/** What a relay does instead of its part, in the words of the table. */
const ACTIONS = ['4xx', '5xx', '421', 'reset', 'close', 'hang', 'drip'] as const;
type ActionName = (typeof ACTIONS)[number];

/** What the ledger and the relay must show, after the first attempt and at the end. */
export interface Expected {
  readonly first: 'SENT' | 'RETRY' | 'FAILED' | 'UNKNOWN';
  readonly copiesThen: number;
  readonly last: 'SENT' | 'FAILED' | 'UNKNOWN';
  readonly copies: number;
}

/** One row of the table: what the relay does once, and what must come of it. */
export interface OutcomeRow {
  readonly stage: SmtpStage;
  readonly name: string;
  readonly actions: readonly SmtpAction[];
  readonly expected: Expected;
}

const DRIP_EVERY_MS = 100;
/** How a good reply would begin. */
const WELL: Readonly<Record<SmtpStage, number>> = {
  ...{ greeting: 220, ehlo: 250, mail: 250, rcpt: 250, data: 354, body: 250, message: 250 },
};

const RETRIED: Expected = { first: 'RETRY', copiesThen: 0, last: 'SENT', copies: 1 };
const REFUSED: Expected = { first: 'FAILED', copiesThen: 0, last: 'FAILED', copies: 0 };

/** Every stage with every action, what happens twice, and the good case. */
export function outcomeRows(): OutcomeRow[] {
  const rows = STAGES.flatMap((stage) =>
    ACTIONS.map((name) => ({
      ...{ stage, name },
      actions: [actionAt(stage, name)],
      expected: expectedAfter(stage, name),
    })),
  );
  return [...rows, ...TWICE, WELL_DONE];
}

/** The one repeat has the same fate: no third copy, and the ledger says that nobody knows. */
const TWICE: readonly OutcomeRow[] = (['reset', 'hang'] as const).map((action) => ({
  stage: 'message',
  name: `${action} twice`,
  actions: [action, action],
  expected: { first: 'UNKNOWN', copiesThen: 1, last: 'UNKNOWN', copies: 2 },
}));

const WELL_DONE: OutcomeRow = {
  stage: 'message',
  name: '250',
  actions: [],
  expected: { first: 'SENT', copiesThen: 1, last: 'SENT', copies: 1 },
};

function actionAt(stage: SmtpStage, name: ActionName): SmtpAction {
  switch (name) {
    case '4xx':
      return { reply: '451 4.3.0 later' };
    case '5xx':
      return { reply: '554 5.7.1 no' };
    case '421':
      return { reply: '421 4.3.2 closing' };
    case 'close':
      return 'finish';
    case 'drip':
      // A reply that goes on for ever, so that the relay is never silent and never done.
      return { drip: `${WELL[stage]}-relay.example\r\n`, everyMs: DRIP_EVERY_MS };
    default:
      return name;
  }
}

/** The rule of the ledger (I5), said once more and without looking at how the sender does it. */
function expectedAfter(stage: SmtpStage, name: ActionName): Expected {
  if (name === '4xx' || name === '421') return RETRIED;
  const isOfUs = stage === 'greeting' || stage === 'ehlo';
  if (name === '5xx') return isOfUs ? RETRIED : REFUSED;
  if (stage !== 'body' && stage !== 'message') return RETRIED;
  const copiesThen = stage === 'message' ? 1 : 0;
  return { first: 'UNKNOWN', copiesThen, last: 'SENT', copies: copiesThen + 1 };
}
