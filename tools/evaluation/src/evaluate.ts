import { writeFile } from 'node:fs/promises';
import { resolve } from 'node:path';
import { benchText, measureSpeed } from './bench/measure-speed.js';
import type { ConsoleOutput } from './console-output.js';
import type { EvaluateOptions } from './evaluate-command.js';
import { calledFrom } from './evaluation.config.js';
import type { EvaluationTrace } from './input/evaluation-trace.js';
import { madeEvaluationTrace, readEvaluationTrace } from './input/evaluation-trace.js';
import { readPolicyFile } from './input/policy-file.js';
import { RefusedInput } from './input/refused-input.js';
import { checkLeaks } from './leaks/check-leaks.js';
import { chosenPolicy } from './measures/chosen-policy.js';
import type { LabPolicy } from './measures/lab-policy.js';
import { SHIPPED_LAB_POLICY } from './measures/lab-policy.js';
import { measureOutage } from './outage/measure-outage.js';
import { chartFile } from './report/chart-file.js';
import { evaluationReport } from './report/evaluation-report.js';
import { reportText } from './report/report-text.js';
import type { Recording } from './replay/record-orders.js';
import { recordOrders } from './replay/record-orders.js';

/** Does what was asked for and answers the exit code. */
export async function evaluate(options: EvaluateOptions, output: ConsoleOutput): Promise<number> {
  if (options.bench) {
    output.print(benchText(measureSpeed()));
    return 0;
  }
  const given = await traceOf(options);
  const policies = await policiesOf(options);
  if (options.checkLeaks) return checkLeaks(given.trace, output);
  return report(given, policies, options, output);
}

async function report(
  { name, trace }: EvaluationTrace,
  given: readonly LabPolicy[],
  options: EvaluateOptions,
  output: ConsoleOutput,
): Promise<number> {
  const { learnShare, lateAfter: lateAfterMinutes } = options;
  const record = (policies: readonly LabPolicy[], what: string): Recording =>
    recordOrders(trace, {
      learnShare,
      lateAfterMinutes,
      policies,
      onProgress: (share) => output.progress(what, share),
    });
  const first = record(given, 'replaying');
  const chosen = chosenPolicy(first.records, options.aimPrecision);
  const policies = chosen === undefined ? given : [...given, chosen];
  // What was chosen by the learning days is watched from the beginning, as the others were.
  const recording =
    chosen === undefined ? first : record(policies, 'replaying by the chosen policy');
  const measured = evaluationReport(recording, { trace: name, lateAfterMinutes, policies });
  output.print(reportText(measured));
  const outage = options.outage
    ? measureOutage(trace, recording.records, policies, { learnShare, lateAfterMinutes }, output)
    : undefined;
  if (options.json !== undefined) {
    const everything = { ...measured, ...(outage === undefined ? {} : { outage }) };
    await writeFile(path(options.json), `${JSON.stringify(everything, null, 2)}\n`);
  }
  if (options.chart !== undefined) {
    await writeFile(path(options.chart), chartFile(options.chart, measured));
  }
  return 0;
}

/** Throws RefusedInput for a trace in which nothing can be late. */
async function traceOf({ trace, orders, seed }: EvaluateOptions): Promise<EvaluationTrace> {
  if (trace === undefined) return madeEvaluationTrace(orders, seed);
  const given = await readEvaluationTrace(path(trace));
  if (given.trace.orders.some(({ promisedAt }) => promisedAt !== undefined)) return given;
  throw new RefusedInput(`${given.name}: expected orders with a promise, found none`);
}

async function policiesOf({ policy }: EvaluateOptions): Promise<LabPolicy[]> {
  if (policy.length === 0) return [SHIPPED_LAB_POLICY];
  return Promise.all(policy.map((file) => readPolicyFile(path(file))));
}

/** As seen from where the command was called. */
function path(file: string): string {
  return resolve(calledFrom(), file);
}
