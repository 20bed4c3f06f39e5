import { readFile } from 'node:fs/promises';
import { basename } from 'node:path';
import { readPolicyDocument } from '@ftgo/delayed-orders-contracts';
import type { PolicyDocument } from '@ftgo/delayed-orders-domain';
import { policyFlaws } from '@ftgo/delayed-orders-domain';
import type { LabPolicy } from '../measures/lab-policy.js';
import { RefusedInput } from './refused-input.js';

/**
 * Reads a policy as `ops policy set` takes it; it is called what the file is called. Throws
 * RefusedInput with everything that is wrong, a line each.
 */
export async function readPolicyFile(path: string): Promise<LabPolicy> {
  const read = readPolicyDocument(parsedJson(await readText(path), path));
  if ('problems' in read) throw refusal(path, read.problems);
  const document = read.document as PolicyDocument;
  const flaws = policyFlaws(document);
  if (flaws.length > 0) throw refusal(path, flaws);
  return { name: basename(path, '.json'), document };
}

function refusal(path: string, problems: readonly string[]): RefusedInput {
  return new RefusedInput(problems.map((problem) => `${path}: ${problem}`).join('\n'));
}

async function readText(path: string): Promise<string> {
  try {
    return await readFile(path, 'utf8');
  } catch (error) {
    throw new RefusedInput(`${path}: expected a readable file: ${String(error)}`, { cause: error });
  }
}

function parsedJson(text: string, path: string): unknown {
  try {
    return JSON.parse(text);
  } catch (error) {
    throw new RefusedInput(`${path}: expected JSON: ${describe(error, text)}`, { cause: error });
  }
}

/** With the line, which the parser only tells for some mistakes. */
function describe(error: unknown, text: string): string {
  const message = error instanceof Error ? error.message : String(error);
  const position = /position (\d+)/.exec(message)?.[1];
  if (position === undefined || message.includes('(line ')) return message;
  const line = text.slice(0, Number(position)).split('\n').length;
  return `${message} (line ${line})`;
}
