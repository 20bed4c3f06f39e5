import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DEFAULT_EVALUATION_POLICY } from '../measures/evaluation-policy.js';
import { readPolicyFile } from './policy-file.js';
import { RefusedInput } from './refused-input.js';

let folder = '';

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'policies-'));
});

afterAll(async () => {
  await rm(folder, { recursive: true });
});

async function given(text: string, name = 'ours.json'): Promise<string> {
  const path = join(folder, name);
  await writeFile(path, text);
  return path;
}

async function refusal(text: string): Promise<string> {
  const path = await given(text);
  const error: unknown = await readPolicyFile(path).catch((reason: unknown) => reason);
  expect(error).toBeInstanceOf(RefusedInput);
  return (error as RefusedInput).message.replaceAll(path, 'ours.json');
}

describe('a policy file', () => {
  it('changes what it names and leaves the rest; it is called what the file is called', async () => {
    const path = await given('{"windowMinutes": 20, "threshold": 0.6}', 'careful.json');
    await expect(readPolicyFile(path)).resolves.toEqual({
      ...DEFAULT_EVALUATION_POLICY,
      name: 'careful',
      windowMinutes: 20,
      threshold: 0.6,
    });
  });

  it('may have a name of its own, and may be empty', async () => {
    const named = await given('{"name": "bold"}');
    await expect(readPolicyFile(named)).resolves.toMatchObject({ name: 'bold' });
    const empty = await given('{}');
    await expect(readPolicyFile(empty)).resolves.toEqual({
      ...DEFAULT_EVALUATION_POLICY,
      name: 'ours',
    });
  });

  it('is refused with every wrong field at once', async () => {
    const message = await refusal('{"windowMinutes": "twenty", "threshold": 1.5, "grace": 2}');
    expect(message.split('\n').sort()).toEqual([
      expect.stringMatching(/^ours\.json: .*"grace"/),
      'ours.json: threshold: expected at most 1',
      'ours.json: windowMinutes: expected minutes',
    ]);
  });

  it.each([
    [
      '{"threshold": 0.5, "leaveThreshold": 0.6}',
      'leaveThreshold: expected no more than threshold',
    ],
    [
      '{"windowMinutes": 5, "leastLeadMinutes": 10}',
      'leastLeadMinutes: expected no more than windowMinutes',
    ],
    ['{"windowMinutes": 61}', 'windowMinutes: expected 0 to 60'],
    ['{"leastLeadMinutes": -1}', 'leastLeadMinutes: expected 0 to 60'],
    ['{"leaveThreshold": 0}', 'leaveThreshold: expected above 0'],
  ])('is refused when it says %s', async (text, message) => {
    expect(await refusal(text)).toBe(`ours.json: ${message}`);
  });

  it('is refused with the line when it is no JSON', async () => {
    const message = await refusal('{\n  "threshold": 0.5,\n  windowMinutes: 20\n}');
    expect(message).toMatch(/^ours\.json: expected JSON: .*line 3/);
  });

  it('is refused when it is no object, or not there', async () => {
    expect(await refusal('[]')).toMatch(/^ours\.json: /);
    await expect(readPolicyFile(join(folder, 'none.json'))).rejects.toThrow(
      /none\.json: expected a readable file/,
    );
  });
});
