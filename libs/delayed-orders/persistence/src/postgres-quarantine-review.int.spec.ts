import type { QuarantinedMessage } from './postgres-quarantine.js';
import { PostgresQuarantine } from './postgres-quarantine.js';
import type { QuarantinedContent, Selection, Settle } from './postgres-quarantine-review.js';
import { PostgresQuarantineReview } from './postgres-quarantine-review.js';
import { latestActions } from './postgres-operator-actions.js';
import type { ServiceDatabase } from './testing/index.js';
import { quarantinedMessage, serviceDatabase } from './testing/index.js';

const ADA = { state: 'REPLAYED', operator: 'ada' } as const;
const FROM_THE_START = { after: '', limit: 100 };
const all: Settle = (_, messages) => Promise.resolve(messages.map(({ key }) => key));
const none: Settle = () => Promise.resolve([]);

describe('PostgresQuarantineReview', () => {
  let service: ServiceDatabase;
  let review: PostgresQuarantineReview;

  const keep = (messageId: string, overrides: Partial<QuarantinedMessage> = {}) =>
    new PostgresQuarantine(service.database).keep(quarantinedMessage(messageId, overrides));
  const keepSeveral = async (): Promise<void> => {
    await keep('m-1');
    await keep('m-2');
    await keep('m-3', { cause: 'not-json', body: Buffer.from('Chicken Vindaloo') });
    await keep('m-4', { feed: 'cdc', cause: 'not-json', queue: 'replica-ingestion.cdc.v1' });
  };
  /** The ids within keys: the rest of a key is the queue and the hash of the body. */
  const idsOf = (messages: readonly { readonly key: string }[]): string[] =>
    messages.map(({ key }) => key.split(':')[1] ?? '').sort();
  const keyOf = async (messageId: string): Promise<string> =>
    (await review.list({}, 1_000)).find(({ key }) => key.includes(`:${messageId}:`))?.key ?? '';
  const rowOf = async (key: string): Promise<object | undefined> =>
    (
      await service.database.query(
        'select state, settled_by, settled_at is not null as settled from quarantined_message where message_key = $1',
        [key],
      )
    )[0];
  const actions = () => latestActions(service.database, 100);

  beforeAll(async () => {
    service = await serviceDatabase();
    review = new PostgresQuarantineReview(service.database);
  });
  beforeEach(() => service.database.query('truncate quarantined_message, operator_action'));
  afterAll(() => service.drop());

  describe('looking', () => {
    beforeEach(keepSeveral);

    it('groups what waits by feed and cause, the largest group first', async () => {
      await keep('m-1');
      expect(await review.groups()).toMatchObject([
        { feed: 'events', cause: 'unknown-type', messages: 2, times: 3 },
        expect.objectContaining({ cause: 'not-json', messages: 1, times: 1 }),
        expect.objectContaining({ cause: 'not-json', messages: 1, times: 1 }),
      ]);
    });

    it.each<[string, Selection, string[]]>([
      ['everything', {}, ['m-1', 'm-2', 'm-3', 'm-4']],
      ['a cause', { cause: 'not-json' }, ['m-3', 'm-4']],
      ['a feed', { feed: 'events' }, ['m-1', 'm-2', 'm-3']],
      ['a cause of a feed', { cause: 'not-json', feed: 'cdc' }, ['m-4']],
      ['a cause that nobody has', { cause: 'eaten' }, []],
      ['what looks like a pattern', { cause: 'not-%' }, []],
      ['what looks like SQL', { feed: `events' or '1'='1` }, []],
    ])('selects %s, the same in a list, in contents and in settling', async (_, selection, ids) => {
      expect(idsOf(await review.list(selection, 100))).toEqual(ids);
      expect(idsOf(await review.contents(selection, '', 100))).toEqual(ids);
      const { taken } = await review.settleNext(selection, FROM_THE_START, ADA, none);
      expect(idsOf(taken)).toEqual(ids);
    });

    it('selects one message by its key, and none when key and cause contradict', async () => {
      const key = await keyOf('m-2');
      expect(idsOf(await review.list({ key }, 100))).toEqual(['m-2']);
      expect(await review.list({ key, cause: 'not-json' }, 100)).toEqual([]);
    });

    it('lists the oldest first and no more than asked for', async () => {
      expect(idsOf(await review.list({}, 2))).toEqual(['m-1', 'm-2']);
    });

    it('I8: lists no body, and finds one byte for byte with what is needed to read it', async () => {
      expect(JSON.stringify(await review.list({}, 100))).not.toContain('Vindaloo');
      expect(await review.find(await keyOf('m-3'))).toMatchObject({
        body: Buffer.from('Chicken Vindaloo'),
        routingKey: 'ftgo.order.eaten.v1',
        headers: { 'x-dish': 'Chicken Vindaloo' },
        bodySize: 16,
      });
      expect(await review.find('nothing of the kind')).toBeUndefined();
    });

    it('says of a message that was too large how large it was, and has no body for it', async () => {
      const body = Buffer.alloc(1024 * 1024 + 1, 'x');
      await keep('huge', { body });
      expect(await review.find(await keyOf('huge'))).toMatchObject({
        body: null,
        bodySize: body.byteLength,
      });
    });
  });

  it.each([1, 3, 7, 50])(
    'I11: pages through 50 messages by %i, each once, however odd their keys',
    async (size) => {
      const odd = ['%', '_', "'", '"', '\\', ':', ' ', 'ä', '日本', '\u{1f35b}', '\n', '$1', '--'];
      for (let n = 0; n < 50; n += 1) await keep(`${odd[n % odd.length]}-${n}`);
      const seen: QuarantinedContent[] = [];
      for (let after = ''; ;) {
        const page = await review.contents({}, after, size);
        expect(page.length).toBeLessThanOrEqual(size);
        seen.push(...page);
        const last = page.at(-1);
        if (last === undefined) break;
        after = last.key;
      }
      expect(seen).toHaveLength(50);
      expect(new Set(seen.map(({ key }) => key)).size).toBe(50);
      for (const { key } of seen) expect(await review.find(key)).toMatchObject({ key });
    },
  );

  describe('settling', () => {
    beforeEach(keepSeveral);

    it('I4: marks exactly what was named, with the audit row beside it', async () => {
      const [first, third] = [await keyOf('m-1'), await keyOf('m-3')];
      const why = 'the catalogue knows it now';
      const onlyFirst: Settle = (_, messages) =>
        Promise.resolve(messages.map(({ key }) => key).filter((key) => key === first));
      const { settled } = await review.settleNext({}, FROM_THE_START, { ...ADA, why }, onlyFirst);
      expect(settled).toEqual([first]);
      expect(await rowOf(first)).toEqual({ state: 'REPLAYED', settled_by: 'ada', settled: true });
      expect(await rowOf(third)).toMatchObject({ state: 'QUARANTINED', settled: false });
      expect(await actions()).toMatchObject([
        { operator: 'ada', action: 'quarantine replay', detail: { keys: [first], why } },
      ]);
    });

    it('leaves no audit row where nothing was settled', async () => {
      await review.settleNext({}, FROM_THE_START, ADA, none);
      await review.settleNext({ cause: 'eaten' }, FROM_THE_START, ADA, all);
      expect(await actions()).toEqual([]);
    });

    it('I4: rolls everything back when settling throws: what it wrote, the marks, the audit', async () => {
      const failing: Settle = async (transaction) => {
        await transaction.query(
          `insert into operator_action (operator, action, detail) values ('ada', 'half', '{}')`,
        );
        throw new Error('the replica refused it');
      };
      await expect(review.settleNext({}, FROM_THE_START, ADA, failing)).rejects.toThrow(/refused/);
      expect(await actions()).toEqual([]);
      expect(idsOf(await review.list({}, 100))).toEqual(['m-1', 'm-2', 'm-3', 'm-4']);
    });

    it('frees the rows after a failure: the next operator gets them at once', async () => {
      const failing: Settle = () => Promise.reject(new Error('no'));
      await expect(review.settleNext({}, FROM_THE_START, ADA, failing)).rejects.toThrow();
      const { settled } = await review.settleNext({}, FROM_THE_START, ADA, all);
      expect(settled).toHaveLength(4);
    });

    it('passes over what another operator holds, and takes it when that one gives up', async () => {
      const other = new PostgresQuarantineReview(service.connect());
      let giveUp: (reason: Error) => void = () => undefined;
      let holds: () => void = () => undefined;
      const isHeld = new Promise<void>((resolve) => (holds = resolve));
      const held = other.settleNext({}, { after: '', limit: 2 }, ADA, () => {
        holds();
        return new Promise((_, reject) => (giveUp = reject));
      });
      const outcome = held.catch(() => 'gave up');
      await isHeld;
      const { taken } = await review.settleNext({}, FROM_THE_START, ADA, all);
      expect(taken).toHaveLength(2);
      giveUp(new Error('Ctrl-C'));
      expect(await outcome).toBe('gave up');
      expect((await review.settleNext({}, FROM_THE_START, ADA, all)).settled).toHaveLength(2);
    });

    it('I2: is shared by 4 operators at once, each message settled by one of them', async () => {
      for (let n = 0; n < 60; n += 1) await keep(`many-${n}`);
      const operators = ['ada', 'grace', 'barbara', 'radia'].map(async (operator) => {
        const own = new PostgresQuarantineReview(service.connect());
        for (let after = ''; ;) {
          const { taken } = await own.settleNext(
            {},
            { after, limit: 5 },
            { ...ADA, operator },
            all,
          );
          const last = taken.at(-1);
          if (last === undefined) return;
          after = last.key;
        }
      });
      await Promise.all(operators);
      const named = (await actions()).flatMap(({ detail }) => detail['keys'] as string[]);
      expect(named).toHaveLength(64);
      expect(new Set(named).size).toBe(64);
      expect(await review.groups()).toEqual([]);
    });

    it('does not take again what is settled, whatever became of it', async () => {
      await review.settleNext({ feed: 'cdc' }, FROM_THE_START, ADA, all);
      const discarding = { state: 'DISCARDED', operator: 'grace' } as const;
      await review.settleNext({ cause: 'not-json' }, FROM_THE_START, discarding, all);
      const { taken } = await review.settleNext({}, FROM_THE_START, ADA, all);
      expect(idsOf(taken)).toEqual(['m-1', 'm-2']);
      expect((await actions()).map(({ action }) => action)).toEqual([
        'quarantine replay',
        'quarantine discard',
        'quarantine replay',
      ]);
    });

    it('opens a settled message again when it comes again, settled by nobody', async () => {
      const key = await keyOf('m-1');
      await review.settleNext({ key }, FROM_THE_START, ADA, all);
      expect(await review.list({ key }, 1)).toEqual([]);
      await keep('m-1', { cause: 'wrong-schema' });
      expect(await review.list({ key }, 1)).toMatchObject([{ cause: 'wrong-schema', times: 2 }]);
      expect(await rowOf(key)).toEqual({ state: 'QUARANTINED', settled_by: null, settled: false });
    });
  });
});
