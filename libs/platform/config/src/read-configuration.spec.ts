import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { z } from 'zod';
import {
  ConfigurationError,
  databaseUrl,
  milliseconds,
  processVariables,
  readConfiguration,
  signingKey,
  timeZone,
} from './index.js';

const Environment = z.object({
  ...processVariables,
  DATABASE_URL: databaseUrl,
  TICK_MS: milliseconds(1000),
  ZONE: timeZone('UTC'),
  KEY: signingKey,
});

const good = {
  DATABASE_URL: 'postgres://ajanta@localhost/orders',
  KEY: 'chicken-vindaloo-chicken-vindaloo',
};

const problemsOf = (environment: Record<string, string>): readonly { name: string }[] => {
  try {
    readConfiguration(Environment, environment);
  } catch (error) {
    if (error instanceof ConfigurationError) return error.problems;
    throw error;
  }
  return [];
};

describe('readConfiguration', () => {
  it('fills in the defaults that production may use', () => {
    expect(readConfiguration(Environment, good)).toMatchObject({
      TICK_MS: 1000,
      LOG_LEVEL: 'info',
    });
  });

  it('lists every bad variable by name at once (I12)', () => {
    const names = problemsOf({
      DATABASE_URL: 'mysql://x',
      TICK_MS: 'soon',
      ZONE: 'Ajanta/Kitchen',
      LOG_LEVEL: 'loud',
    }).map(({ name }) => name);
    expect(names.sort()).toEqual(['DATABASE_URL', 'KEY', 'LOG_LEVEL', 'TICK_MS', 'ZONE']);
  });

  it('never prints a value (I12)', () => {
    const secret = 'hunter2';
    expect(() =>
      readConfiguration(Environment, {
        DATABASE_URL: secret,
        KEY: secret,
        TICK_MS: secret,
        ZONE: secret,
        LOG_LEVEL: secret,
      }),
    ).toThrow(expect.objectContaining({ message: expect.not.stringContaining(secret) }));
  });

  it('treats an empty variable as absent', () => {
    expect(readConfiguration(Environment, { ...good, TICK_MS: '' }).TICK_MS).toBe(1000);
  });

  it('freezes what it returns', () => {
    expect(Object.isFrozen(readConfiguration(Environment, good))).toBe(true);
  });

  describe('with a secret in a file', () => {
    let folder: string;
    beforeAll(() => {
      folder = mkdtempSync(join(tmpdir(), 'ftgo-config-'));
      writeFileSync(join(folder, 'key'), 'a-key-that-is-long-enough-to-sign-with\n');
    });
    afterAll(() => rmSync(folder, { recursive: true }));

    it('reads NAME from the file that NAME_FILE names', () => {
      const { KEY, ...rest } = good;
      const read = readConfiguration(Environment, { ...rest, KEY_FILE: join(folder, 'key') });
      expect(read.KEY).toBe('a-key-that-is-long-enough-to-sign-with');
      expect(KEY).not.toBe(read.KEY);
    });

    it('prefers NAME over NAME_FILE', () => {
      const read = readConfiguration(Environment, { ...good, KEY_FILE: join(folder, 'key') });
      expect(read.KEY).toBe(good.KEY);
    });

    it('names the NAME_FILE whose file cannot be read', () => {
      const { DATABASE_URL } = good;
      const names = problemsOf({ DATABASE_URL, KEY_FILE: join(folder, 'none') });
      expect(names).toEqual([expect.objectContaining({ name: 'KEY_FILE' })]);
    });

    it("is not disturbed by another program's unreadable file", () => {
      expect(problemsOf({ ...good, OTHER_FILE: join(folder, 'none') })).toEqual([]);
    });
  });
});
