import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { PostgresDelayedOrders, PostgresPolicies } from '@ftgo/delayed-orders-persistence';
import type { ServiceDatabase } from '@ftgo/delayed-orders-persistence/testing';
import {
  ALWAYS_FRESH,
  commandFor,
  serviceDatabase,
} from '@ftgo/delayed-orders-persistence/testing';
import { anOrder } from '@ftgo/delayed-orders-domain/testing';
import type { Ran } from './testing/run.js';
import { run, runForJson } from './testing/run.js';

const LATER = { all: { lateGraceMinutes: 5 }, areas: { Oakland: { riskWindowMinutes: 40 } } };

describe('ops policy on a real database', () => {
  let service: ServiceDatabase;
  let environment: Record<string, string>;
  let folder: string;

  const policy = (...args: string[]): Promise<Ran> => run(environment, ['policy', ...args]);
  const json = (...args: string[]) => runForJson(environment, 'policy', ...args);
  const file = async (content: unknown): Promise<string> => {
    const path = join(folder, 'policy.json');
    await writeFile(path, typeof content === 'string' ? content : JSON.stringify(content));
    return path;
  };
  const set = async (content: unknown, ...more: string[]): Promise<Ran> =>
    policy('set', await file(content), '--note', 'after the storm', ...more);
  const inForce = async () => {
    const { live, shadow } = await new PostgresPolicies(service.database).inForce(service.database);
    const grace = live.policyFor(anOrder()).lateGraceMinutes;
    return { live: live.version, grace, shadow: shadow?.version };
  };
  const audit = () => runForJson(environment, 'audit');

  beforeEach(async () => {
    service = await serviceDatabase();
    environment = { DATABASE_URL: service.url, OPERATOR: 'ada' };
    folder = await mkdtemp(join(tmpdir(), 'ops-policy-'));
  });
  afterEach(async () => {
    await rm(folder, { recursive: true });
    await service.drop();
  });

  describe('show', () => {
    it('explains each field of what is shipped where nobody ever wrote a policy', async () => {
      const { code, out } = await policy('show');
      expect(code).toBe(0);
      expect(out).toMatch(/^Version 0, as shipped: in force\./);
      expect(out).toMatch(/lateGraceMinutes +2 +shipped +an order is LATE so many minutes/);
      expect(out).toMatch(/useForMinutes\.LATE +60 +shipped/);
      expect((await policy('list')).out).toMatch(/None was ever written/);
    });

    it('merges what is in force with what is shipped, and says what is otherwise for some', async () => {
      await set(LATER);
      const { out } = await policy('show');
      expect(out).toMatch(/^Version 1: in force\. Written by ada, .* UTC: after the storm/);
      expect(out).toMatch(/lateGraceMinutes +5 +shipped: 2/);
      expect(out).toMatch(/riskWindowMinutes +25 +shipped/);
      expect(out).toMatch(/area Oakland +riskWindowMinutes +40/);
      expect(await json('show')).toMatchObject({
        version: 1,
        document: LATER,
        policy: { lateGraceMinutes: 5, riskWindowMinutes: 25 },
      });
    });

    it('shows older versions and the one in the shadow by their number, and no others', async () => {
      await set(LATER);
      await set({ all: { lateGraceMinutes: 7 } }, '--shadow');
      expect((await policy('show')).out).toMatch(
        /Version 2 watches in the shadow: ops policy show 2/,
      );
      expect((await policy('show', '2')).out).toMatch(/^Version 2: watches in the shadow\./);
      expect((await policy('show', '0')).out).toMatch(/^Version 0, as shipped: not in force\./);
      expect(await policy('show', '9')).toMatchObject({
        code: 2,
        err: expect.stringMatching(/no version 9; see ops policy list/),
      });
      expect((await policy('show', 'newest')).err).toMatch(/number of a version/);
    });
  });

  describe('check', () => {
    it('needs no database', async () => {
      environment = {};
      const { code, out } = await policy('check', await file(LATER));
      expect([code, out]).toEqual([0, expect.stringMatching(/policy\.json is in order/)]);
      expect(await json('check', await file(LATER))).toEqual({ problems: [] });
    });

    it.each<[string, unknown, RegExp]>([
      ['no JSON', '{"all": {', /must be JSON/],
      ['an unknown word', { all: { lateGraceMinute: 5 } }, /all: .*lateGraceMinute/],
      ['a value out of bounds', { all: { lateGraceMinutes: -1 } }, /all\.lateGraceMinutes: /],
      [
        'a contradiction with what is wider',
        { areas: { Oakland: { riskEnterProbability: 0.3 } } },
        /areas\.Oakland: riskLeaveProbability must be below riskEnterProbability/,
      ],
    ])('refuses %s with the place and what to do next', async (_, content, expected) => {
      const path = await file(content);
      for (const args of [['check'], ['set', '--note', 'x'], ['set', '--dry-run']]) {
        const { code, err } = await policy(args[0] ?? '', path, ...args.slice(1));
        expect(code).toBe(2);
        expect(err).toMatch(expected);
        expect(err).toMatch(/ops policy check FILE/);
      }
      expect(await json('check', path)).toEqual({ problems: [expect.stringMatching(expected)] });
      expect((await inForce()).live).toBe(0);
    });

    it('I12: quotes nothing of a file that is no policy, and says which can’t be read', async () => {
      const { err } = await policy('check', await file('john.doe@ftgo.example'));
      expect(err).not.toContain('john.doe');
      expect((await policy('check', join(folder, 'none.json'))).err).toMatch(
        /none\.json can’t be read \(ENOENT\)/,
      );
    });
  });

  describe('set', () => {
    it('puts a policy into force, says what changes, and who did it', async () => {
      const { code, out } = await set(LATER);
      expect(code).toBe(0);
      expect(out).toMatch(/where +field +version 0 +new\n/);
      expect(out).toMatch(/all +lateGraceMinutes +2 +5\n/);
      expect(out).toMatch(/area Oakland +riskWindowMinutes +as wider +40\n/);
      expect(out).toMatch(/Version 1 is in force/);
      expect(await inForce()).toEqual({ live: 1, grace: 5, shadow: undefined });
      expect(await audit()).toMatchObject([
        { operator: 'ada', action: 'policy set', detail: { role: 'LIVE', version: 1 } },
      ]);
      expect((await policy('list')).out).toMatch(/1 +LIVE +\S+Z +ada +after the storm/);
    });

    it('compares with the version in force, and gives back what is wider', async () => {
      await set(LATER);
      const { out } = await set({ all: { lateGraceMinutes: 6 } });
      expect(out).toMatch(/where +field +version 1 +new\n/);
      expect(out).toMatch(/all +lateGraceMinutes +5 +6\n/);
      expect(out).toMatch(/area Oakland +riskWindowMinutes +40 +as wider\n/);
    });

    it('rehearses without changing anything, and without a reason', async () => {
      const { code, out } = await policy('set', await file(LATER), '--dry-run');
      expect([code, out]).toEqual([0, expect.stringMatching(/5\n[^]*Nothing was changed/)]);
      expect([await inForce(), await audit()]).toMatchObject([{ live: 0 }, []]);
    });

    it('changes nothing when it says the same again', async () => {
      await set(LATER);
      expect((await set(LATER)).out).toMatch(/the same as version 1[^]*Nothing changes/);
      expect(await json('list')).toHaveLength(1);
      expect(await audit()).toHaveLength(1);
    });

    it('wants to know why', async () => {
      expect(await policy('set', await file(LATER))).toMatchObject({
        code: 2,
        err: expect.stringMatching(/--note/),
      });
      expect((await set(LATER, '--note', ' ')).code).toBe(2);
    });

    it('makes scanners look at every open order anew', async () => {
      const budget = { name: 'offers', limitCents: 0 };
      const scanner = new PostgresDelayedOrders(
        ...([service.database, commandFor, budget, ALWAYS_FRESH] as const),
      );
      expect(await scanner.lookAtNewPolicy()).toBe(false);
      await set(LATER);
      expect(await scanner.lookAtNewPolicy()).toBe(true);
    });

    it('tells scripts what it did', async () => {
      expect(await json('set', await file(LATER), '--note', 'x')).toMatchObject({
        role: 'LIVE',
        version: 1,
        against: 0,
        isInForce: false,
        differences: [{ where: 'all', before: 2, after: 5 }, { where: 'area Oakland' }],
      });
    });
  });

  describe('a policy in the shadow', () => {
    it('watches beside the live one until that is ended, and then no more', async () => {
      const { out } = await set(LATER, '--shadow');
      expect(out).toMatch(/Version 1 watches in the shadow[^]*ops policy end-shadow/);
      expect(await inForce()).toEqual({ live: 0, grace: 2, shadow: 1 });
      expect((await policy('end-shadow')).out).toMatch(/Version 1 watches no more/);
      expect(await inForce()).toMatchObject({ shadow: undefined });
      expect(await audit()).toMatchObject([
        { action: 'policy end-shadow', detail: { version: 1 } },
        { action: 'policy set', detail: { role: 'SHADOW', version: 1 } },
      ]);
    });

    it('is named, and watches on, when its end is only rehearsed', async () => {
      await set(LATER, '--shadow');
      const { out } = await policy('end-shadow', '--dry-run');
      expect(out).toBe(
        'Version 1 would watch no more. Nothing was changed; without --dry-run it would be.\n',
      );
      expect(await json('end-shadow', '--dry-run')).toEqual({ wouldEnd: 1 });
      expect(await inForce()).toMatchObject({ shadow: 1 });
      expect(await audit()).toMatchObject([{ action: 'policy set' }]);
      expect(await json('end-shadow')).toEqual({ ended: 1 });
    });

    it('cannot be ended where there is none', async () => {
      expect(await policy('end-shadow', '--dry-run')).toMatchObject({ code: 2 });
      expect(await policy('end-shadow')).toMatchObject({
        code: 2,
        err: expect.stringMatching(/no policy watches; ops policy set FILE --shadow/),
      });
      expect(await audit()).toEqual([]);
    });

    it('may say the same as the live one, to begin with', async () => {
      await set(LATER);
      expect((await set(LATER, '--shadow')).out).toMatch(
        /the same as version 1[^]*Version 2 watches/,
      );
      expect((await set(LATER, '--shadow')).out).toMatch(/Nothing changes/);
    });
  });
});
