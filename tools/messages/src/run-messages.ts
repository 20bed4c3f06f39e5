import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { Command, CommanderError } from 'commander';
import type { ConsoleOutput } from './console-output.js';
import type { MessageDocument } from './message-documents.js';
import { messageDocuments } from './message-documents.js';

const STALE = 1;
const BAD_INPUT = 2;

/**
 * Runs `messages` with the arguments after its name and answers the exit code: 0; 1 when a checked
 * document is stale; 2 for bad arguments. Writing again what is current changes nothing.
 */
export function runMessages(args: readonly string[], root: string, output: ConsoleOutput): number {
  const command = program(output);
  try {
    command.parse([...args], { from: 'user' });
  } catch (error) {
    if (error instanceof CommanderError) return error.exitCode === 0 ? 0 : BAD_INPUT;
    throw error;
  }
  const documents = messageDocuments(root);
  return command.opts<{ check?: true }>().check
    ? check(documents, root, output)
    : write(documents, root, output);
}

/** What is wrong with a document on disk and what mends it; undefined when it is current. */
export function staleness({ path, text }: MessageDocument, root: string): string | undefined {
  const found = contentOf(join(root, path));
  if (found === text) return undefined;
  const state = found === undefined ? 'is missing' : 'no longer says what the contracts say';
  return `${path} ${state}: run \`npm run messages\` and commit what it writes.`;
}

function check(documents: readonly MessageDocument[], root: string, output: ConsoleOutput): number {
  const stale = documents.flatMap((document) => staleness(document, root) ?? []);
  stale.forEach((sentence) => output.printError(`${sentence}\n`));
  if (stale.length > 0) return STALE;
  output.print(`${documents.map(({ path }) => path).join(' and ')} are current.\n`);
  return 0;
}

function write(documents: readonly MessageDocument[], root: string, output: ConsoleOutput): number {
  for (const document of documents) {
    const { path, text } = document;
    const isStale = staleness(document, root) !== undefined;
    if (isStale) {
      mkdirSync(dirname(join(root, path)), { recursive: true });
      writeFileSync(join(root, path), text);
    }
    output.print(`${path} ${isStale ? 'was written' : 'was current already'}.\n`);
  }
  return 0;
}

function contentOf(file: string): string | undefined {
  try {
    return readFileSync(file, 'utf8');
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return undefined;
    throw error;
  }
}

const program = (output: ConsoleOutput): Command =>
  new Command('messages')
    .description(
      'Write docs/messages.md and docs/asyncapi.yaml from the contracts of the messages.',
    )
    .option('--check', 'write nothing; exit with 1 when one of them is stale')
    .allowExcessArguments(false)
    .addHelpText('after', EXAMPLES)
    .exitOverride()
    .showHelpAfterError('(--help tells more)')
    .configureOutput({ writeOut: output.print, writeErr: output.printError });

const EXAMPLES = `
Examples:
  npm run messages               after a contract, or one of its samples, has changed
  npm run messages -- --check    as \`npm test\` does it

Exit codes: 0 done, or current; 1 stale; 2 bad arguments.`;
