import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
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
  it('is what operators put into force, and is called what the file is called', async () => {
    const document = { all: { riskWindowMinutes: 20 }, areas: { Oakland: {} } };
    const path = await given(JSON.stringify(document), 'careful.json');
    await expect(readPolicyFile(path)).resolves.toEqual({ name: 'careful', document });
    const empty = await given('{}');
    await expect(readPolicyFile(empty)).resolves.toEqual({ name: 'ours', document: {} });
  });

  it('is refused with every wrong field at once', async () => {
    const message = await refusal(
      '{"all": {"riskWindowMinutes": "twenty", "riskEnterProbability": 1.5}, "grace": 2}',
    );
    expect(message.split('\n').sort()).toEqual([
      expect.stringMatching(/^ours\.json: all\.riskEnterProbability: /),
      expect.stringMatching(/^ours\.json: all\.riskWindowMinutes: /),
      expect.stringMatching(/^ours\.json: the document: .*grace/),
    ]);
  });

  it('is refused when it contradicts what it leaves as shipped', async () => {
    expect(await refusal('{"all": {"riskLeaveProbability": 0.6}}')).toBe(
      'ours.json: all: riskLeaveProbability must be below riskEnterProbability',
    );
  });

  it('is refused with the line when it is no JSON', async () => {
    const message = await refusal('{\n  "all": {},\n  areas: {}\n}');
    expect(message).toMatch(/^ours\.json: expected JSON: .*line 3/);
  });

  it('is refused when it is no object, or not there', async () => {
    expect(await refusal('[]')).toMatch(/^ours\.json: /);
    await expect(readPolicyFile(join(folder, 'none.json'))).rejects.toThrow(
      /none\.json: expected a readable file/,
    );
  });
});
