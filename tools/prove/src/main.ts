import { mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { Command, InvalidArgumentError } from 'commander';
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
  .argument('<name>', '"list", or an experiment')
  .option('--seed <n>', 'draws the trace and the kills', number, 1)
  .option('--orders <n>', 'orders of the made trace', number)
  .option('--step <minutes>', 'business minutes per step', number, 1)
  .option('--json <file>', 'writes the report as JSON')
  .exitOverride((error) => process.exit(error.exitCode === 0 ? 0 : 2))
  .action(prove);

function number(text: string): number {
  const value = Number(text);
  if (!Number.isInteger(value) || value < 1) throw new InvalidArgumentError('must be 1 or more');
  return value;
}

async function prove(name: string, given: Given): Promise<void> {
  const { seed, step, json } = given;
  if (name === 'list') {
    EXPERIMENTS.forEach((each) => process.stdout.write(`${each.name.padEnd(18)} ${each.about}\n`));
    return;
  }
  const experiment = EXPERIMENTS.find((each) => each.name === name);
  if (experiment === undefined) {
    process.stderr.write(`There is no experiment "${name}". See: npm run prove -- list\n`);
    process.exitCode = 2;
    return;
  }
  const config = loadProveConfig(name);
  const orders = given.orders ?? experiment.orders ?? USUAL_ORDERS;
  rmSync(config.folder, { recursive: true, force: true });
  mkdirSync(config.folder, { recursive: true });
  process.stdout.write(
    `${experiment.name}: ${experiment.about}\nseed ${seed}, ${orders} orders\n\n`,
  );
  const say = (line: string): void => void process.stdout.write(`${line}\n`);
  const report = await experiment.run({ config, seed, orders, stepMinutes: step, say });
  const file = json === undefined ? undefined : resolve(config.calledFrom, json);
  if (file !== undefined) {
    writeFileSync(
      file,
      `${JSON.stringify({ experiment: name, seed, orders, ...report }, null, 2)}\n`,
    );
  }
  for (const [figure, value] of Object.entries(report.figures))
    say(`${figure.padEnd(36)} ${value}`);
  report.broken.slice(0, 30).forEach((line) => say(`  ${line}`));
  const { length } = report.broken;
  say(length === 0 ? '\nVERDICT: holds' : `\nVERDICT: broken (${length})`);
  process.exitCode = length === 0 ? 0 : 1;
}

program.parseAsync().then(
  () => process.exit(process.exitCode ?? 0),
  (error: unknown) => {
    process.stderr.write(`${error instanceof Error ? error.stack : String(error)}\n`);
    process.exit(1);
  },
);
