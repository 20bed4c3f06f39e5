import { mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { Command, InvalidArgumentError } from 'commander';
import type { Experiment, Report } from './experiment.js';
import { EXPERIMENTS } from './experiments.js';
import { loadProveConfig } from './prove.config.js';

interface Given {
  readonly seed: number;
  readonly orders?: number;
  readonly step: number;
  readonly json?: string;
}

const USUAL_ORDERS = 120;

const program = new Command('npm run prove --')
  .description('Experiments on the built programs that end in figures and a verdict.')
  .argument('<names...>', '"list", or experiments, which run one after the other')
  .option('--seed <n>', 'draws the trace and the kills', number, 1)
  .option('--orders <n>', 'orders of the made trace', number)
  .option('--step <minutes>', 'business minutes per step', number, 1)
  .option('--json <file>', 'writes the report as JSON; of several, a list of them')
  .exitOverride((error) => process.exit(error.exitCode === 0 ? 0 : 2))
  .action(prove);

function number(text: string): number {
  const value = Number(text);
  if (!Number.isInteger(value) || value < 1) throw new InvalidArgumentError('must be 1 or more');
  return value;
}

/** What `--json` writes of an experiment. */
interface Written extends Report {
  readonly experiment: string;
  readonly seed: number;
  readonly orders: number;
}

const say = (line: string): void => void process.stdout.write(`${line}\n`);

async function prove(names: string[], given: Given): Promise<void> {
  if (names.length === 1 && names[0] === 'list') {
    EXPERIMENTS.forEach((each) => say(`${each.name.padEnd(18)} ${each.about}`));
    return;
  }
  const unknown = names.find((name) => !EXPERIMENTS.some((each) => each.name === name));
  if (unknown !== undefined) {
    process.stderr.write(`There is no experiment "${unknown}". See: npm run prove -- list\n`);
    process.exitCode = 2;
    return;
  }
  const reports: Written[] = [];
  for (const experiment of EXPERIMENTS.filter(({ name }) => names.includes(name))) {
    reports.push(await proveOne(experiment, given));
    writeReports(reports, names.length > 1, given);
  }
  process.exitCode = reports.every(({ broken }) => broken.length === 0) ? 0 : 1;
}

async function proveOne(experiment: Experiment, { seed, step, ...given }: Given): Promise<Written> {
  const { name, about } = experiment;
  const config = loadProveConfig(name);
  const orders = given.orders ?? experiment.orders ?? USUAL_ORDERS;
  rmSync(config.folder, { recursive: true, force: true });
  mkdirSync(config.folder, { recursive: true });
  say(`${name}: ${about}\nseed ${seed}, ${orders} orders\n`);
  const report = await experiment.run({ config, seed, orders, stepMinutes: step, say });
  for (const [figure, value] of Object.entries(report.figures))
    say(`${figure.padEnd(36)} ${value}`);
  report.broken.slice(0, 30).forEach((line) => say(`  ${line}`));
  const { length } = report.broken;
  say(length === 0 ? '\nVERDICT: holds\n' : `\nVERDICT: broken (${length})\n`);
  return { experiment: name, seed, orders, ...report };
}

/** After each experiment, so that one that ends the process takes no report with it. */
function writeReports(reports: readonly Written[], areSeveral: boolean, { json }: Given): void {
  if (json === undefined) return;
  const written = areSeveral ? reports : reports[0];
  const { calledFrom } = loadProveConfig('list');
  writeFileSync(resolve(calledFrom, json), `${JSON.stringify(written, null, 2)}\n`);
}

program.parseAsync().then(
  () => process.exit(process.exitCode ?? 0),
  (error: unknown) => {
    process.stderr.write(`${error instanceof Error ? error.stack : String(error)}\n`);
    process.exit(1);
  },
);
