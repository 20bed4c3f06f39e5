import { readFile } from 'node:fs/promises';
import { basename } from 'node:path';
import { z } from 'zod';
import type { EvaluationPolicy } from '../measures/evaluation-policy.js';
import { DEFAULT_EVALUATION_POLICY } from '../measures/evaluation-policy.js';
import { RefusedInput } from './refused-input.js';

const minutes = z.number('expected minutes').min(0, 'expected 0 to 60').max(60, 'expected 0 to 60');
const probability = z
  .number('expected a probability')
  .gt(0, 'expected above 0')
  .max(1, 'expected at most 1');

const PolicyShape = z
  .strictObject({
    name: z.string('expected a text').optional(),
    windowMinutes: minutes.default(DEFAULT_EVALUATION_POLICY.windowMinutes),
    threshold: probability.default(DEFAULT_EVALUATION_POLICY.threshold),
    leaveThreshold: probability.default(DEFAULT_EVALUATION_POLICY.leaveThreshold),
    leastLeadMinutes: minutes.default(DEFAULT_EVALUATION_POLICY.leastLeadMinutes),
  })
  .refine(({ threshold, leaveThreshold }) => leaveThreshold <= threshold, {
    path: ['leaveThreshold'],
    message: 'expected no more than threshold',
  })
  .refine(({ windowMinutes, leastLeadMinutes }) => leastLeadMinutes <= windowMinutes, {
    path: ['leastLeadMinutes'],
    message: 'expected no more than windowMinutes',
  });

/**
 * Reads a policy: a JSON object of the fields to be changed from the default ones. Its name is that
 * of the file unless it has one. Throws RefusedInput with every wrong field.
 */
export async function readPolicyFile(path: string): Promise<EvaluationPolicy> {
  const parsed = PolicyShape.safeParse(parsedJson(await readText(path), path));
  if (parsed.success) {
    const { name = basename(path, '.json'), ...policy } = parsed.data;
    return { name, ...policy };
  }
  const lines = parsed.error.issues.map((issue) => `${path}: ${fieldOf(issue)}${issue.message}`);
  throw new RefusedInput(lines.join('\n'));
}

function fieldOf({ path }: { readonly path: readonly PropertyKey[] }): string {
  return path.length === 0 ? '' : `${path.join('.')}: `;
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
