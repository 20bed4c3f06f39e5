import { readFile } from 'node:fs/promises';
import { text as textOf } from 'node:stream/consumers';
import { readPolicyDocument } from '@ftgo/delayed-orders-contracts';
import type { PolicyDocument } from '@ftgo/delayed-orders-domain';
import { policyFlaws } from '@ftgo/delayed-orders-domain';
import { harmless } from '../harmless.js';
import { Refused } from '../refused.js';

const STANDARD_INPUT = '-';

/** What a file says: a policy, or what is wrong with it, a line each. */
export type PolicyFile =
  { readonly document: PolicyDocument } | { readonly problems: readonly string[] };

/**
 * Reads a file of JSON (`-`: standard input) and checks it whole: its words and numbers, and whether
 * narrow changes contradict wider ones. @throws Refused when it can't be read at all.
 */
export async function readPolicyFile(path: string): Promise<PolicyFile> {
  const json = parsed(await contentOf(path));
  if ('problems' in json) return json;
  const read = readPolicyDocument(json.value);
  if ('problems' in read) return read;
  // Parsed JSON has no fields that are undefined; zod's type cannot say so.
  const document = read.document as PolicyDocument;
  const problems = policyFlaws(document);
  return problems.length === 0 ? { document } : { problems };
}

/** The policy of a file that is in order. @throws Refused with all that is wrong with it */
export async function soundPolicyIn(path: string): Promise<PolicyDocument> {
  const file = await readPolicyFile(path);
  if ('document' in file) return file.document;
  throw new Refused(problemsText(path, file.problems));
}

/** The problems of a file, and what to do next. */
export function problemsText(path: string, problems: readonly string[]): string {
  return [
    `${nameOf(path)} is no policy that can be put into force:`,
    ...problems.map((problem) => `  ${harmless(problem)}`),
    'Mend that and check it again: ops policy check FILE. The fields: ops policy show',
  ].join('\n');
}

/** How a file is called in a sentence. */
export const nameOf = (path: string): string =>
  path === STANDARD_INPUT ? 'What was read' : harmless(path);

async function contentOf(path: string): Promise<string> {
  if (path === STANDARD_INPUT) return textOf(process.stdin);
  try {
    return await readFile(path, 'utf8');
  } catch (error) {
    const { code = 'unreadable' } = error as NodeJS.ErrnoException;
    throw new Refused(`${nameOf(path)} can’t be read (${code}); is the path right?`);
  }
}

function parsed(text: string): { value: unknown } | { problems: string[] } {
  try {
    return { value: JSON.parse(text) as unknown };
  } catch (error) {
    // The engine's message quotes the text; where it stopped is enough (I12).
    const where = /line \d+ column \d+/.exec(String(error))?.[0];
    return { problems: [`the document: must be JSON${where === undefined ? '' : ` (${where})`}`] };
  }
}
