import { importBayArea, importWolt, type ImportedTrace, writeTrace } from '@ftgo/monolith-traces';
import { Argument, Command } from 'commander';
import type { ConsoleOutput } from './console-output.js';
import { readSourceText } from './source-text.js';
import { summaryText } from './summary-text.js';

const IMPORTERS = { wolt: importWolt, 'bay-area': importBayArea } as const;

type SourceName = keyof typeof IMPORTERS;

interface ImportOptions {
  readonly from: string;
  readonly to: string;
}

/** `traces import`: turns a published set into a trace and tells what it did to its rows. */
export function importCommand(output: ConsoleOutput): Command {
  const sources = Object.keys(IMPORTERS);
  return new Command('import')
    .description('turn a published set of real orders into a trace')
    .addArgument(new Argument('<source>', 'whose set it is').choices(sources))
    .requiredOption('--from <file>', 'the set: CSV, or CSV compressed by gzip')
    .requiredOption('--to <file>', 'trace to write; its restaurants go beside it')
    .addHelpText('after', EXAMPLES)
    .action(async (source: SourceName, { from, to }: ImportOptions) => {
      const imported = IMPORTERS[source](await readSourceText(from), from);
      await writeTrace(to, imported.trace);
      output.print(importText(imported));
      output.print(summaryText(to, imported.trace));
    });
}

function importText({ rowsRead, changes, notes }: ImportedTrace): string {
  const changed = changes.map(({ what, rows }) => `  ${rows} rows ${what}\n`);
  return [`${rowsRead} rows read\n`, ...changed, ...notes.map((note) => `  note: ${note}\n`)].join(
    '',
  );
}

const EXAMPLES = `
Examples:
  traces import wolt --from wolt-helsinki-2020/orders.csv.gz --to wolt.csv
  traces import bay-area --from bay-area-stages/orders.csv.gz --to bay-area.csv`;
