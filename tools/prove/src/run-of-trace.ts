import { join } from 'node:path';
import { madeTrace, writeTrace } from '@ftgo/monolith-traces';
import type { Breach, Feed, Workers } from '@ftgo/system-stack';
import {
  findBreaches,
  readLedger,
  readOutcomes,
  Stack,
  stepReplay,
  toldBy,
} from '@ftgo/system-stack';
import type { Conditions } from './experiment.js';

/** One run of the whole service over a trace, business time stepped. */
export interface RunOfTrace {
  /** A line per effect key. */
  readonly told: readonly string[];
  readonly breaches: readonly Breach[];
  readonly events: number;
  readonly mails: number;
  readonly ambiguous: number;
  readonly seconds: number;
}

const GRACE_MINUTES = 2;

/** In what a run differs from one of each worker, fed by events, in peace. */
export interface Variation {
  /** Names its folder and its lines of progress. */
  readonly label: string;
  readonly workers?: Partial<Workers>;
  readonly feeds?: readonly Feed[];
  /** Acts on the running stack until the replay ends. */
  readonly beside?: (stack: Stack, ended: AbortSignal) => Promise<void>;
}

const inPeace = new Map<string, Promise<RunOfTrace>>();

/**
 * The run that others are compared with: one of each worker, fed by events, undisturbed. It runs
 * once for the same trace, however many experiments of one call ask for it.
 */
export function runInPeace(conditions: Conditions): Promise<RunOfTrace> {
  const { seed, orders, stepMinutes } = conditions;
  const trace = [seed, orders, stepMinutes].join();
  const run = inPeace.get(trace) ?? runTrace(conditions, { label: 'in-peace' });
  inPeace.set(trace, run);
  return run;
}

/** Runs the made trace of the seed. */
export async function runTrace(conditions: Conditions, variation: Variation): Promise<RunOfTrace> {
  const { config, seed, orders, stepMinutes, say } = conditions;
  const { label, beside = () => Promise.resolve(), ...choices } = variation;
  const traceFile = join(config.folder, 'made.csv');
  await writeTrace(traceFile, madeTrace({ seed, orders }));
  const startedAt = performance.now();
  const stack = await Stack.start({ ...config, ...choices, folder: join(config.folder, label) });
  const ended = new AbortController();
  try {
    say(`${label}: ${stack.workers.map(({ name }) => name).join(', ')}`);
    const besides = beside(stack, ended.signal);
    await stepReplay(stack, { traceFile, stepMinutes, onStep: progress(label, say) });
    ended.abort();
    await besides;
    return await collect(stack, stepMinutes, (performance.now() - startedAt) / 1000);
  } finally {
    ended.abort();
    await stack.stop();
  }
}

async function collect(stack: Stack, stepMinutes: number, seconds: number): Promise<RunOfTrace> {
  const [orders, ledger, mails, outcomes, { eventsPublished }] = await Promise.all([
    stack.simulator.orders(),
    readLedger(stack.database),
    stack.mail.mails(),
    readOutcomes(stack.database),
    stack.simulator.progress(),
  ]);
  const evidence = { orders, ledger, mails, outcomes, graceMinutes: GRACE_MINUTES };
  return {
    told: toldBy(ledger),
    breaches: findBreaches({ ...evidence, slackMinutes: stepMinutes }),
    events: eventsPublished,
    mails: mails.length,
    ambiguous: ledger.filter(({ cause }) => cause === 'sender.died').length,
    seconds: Math.round(seconds),
  };
}

/** A line at every tenth of the way. */
function progress(label: string, say: (line: string) => void): (at: Date, share: number) => void {
  let told = 0;
  return (at, share) => {
    if (share < told / 10) return;
    told += 1;
    say(`${label}: ${at.toISOString().slice(0, 16)}Z  ${Math.round(share * 100)} %`);
  };
}

export const describeBreach = ({ rule, orderId, what }: Breach): string =>
  `order ${orderId}: ${rule}: ${what}`;
