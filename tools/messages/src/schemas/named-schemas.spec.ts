import { Moment } from '@ftgo/monolith-contracts';
import fc from 'fast-check';
import { asyncApiDocument } from '../asyncapi/asyncapi-document.js';
import { catalogueNow } from '../testing/checkout.js';
import { PayloadValidator } from '../testing/payload-validator.js';
import { MOMENT_PATTERN, NAMED_SCHEMAS } from './named-schemas.js';

const VALIDATOR = new PayloadValidator(asyncApiDocument(catalogueNow()));

const saysSchema = (text: unknown): boolean => VALIDATOR.problemsBy('Moment', text).length === 0;
const saysContract = (text: unknown): boolean => Moment.safeParse(text).success;

describe('the schema of a moment', () => {
  it('takes what the contract takes, since the pattern is written a second time', () => {
    fc.assert(
      fc.property(fc.stringMatching(new RegExp(MOMENT_PATTERN)), (text) => {
        expect(saysSchema(text)).toBe(saysContract(text));
      }),
    );
  });

  it.each([
    '2026-10-03T18:40:00Z',
    '2026-10-03T18:40',
    '2026-10-03T18:40:00.123456789',
    '2026-10-03T18:40:00+05:30',
    '2026-10-03T18:40:00-14',
    '2026-02-31T18:40:00Z',
  ])('takes %s, as the contract does', (text) => {
    expect([saysSchema(text), saysContract(text)]).toEqual([true, true]);
  });

  it.each([
    '2026-10-03 18:40:00Z',
    '2026-10-03T18:40:00.Z',
    '2026-10-03T18:40:00.1234567890Z',
    '2026-10-03T18:40:00+15:00',
    '2026-10-03T18:40:00+0530',
    '2026-10-03T18:40:00z',
    '2026-10-03',
    '26-10-03T18:40:00Z',
    'now',
    '',
    1791050712000,
    null,
  ])('refuses %j, as the contract does', (text) => {
    expect([saysSchema(text), saysContract(text)]).toEqual([false, false]);
  });
});

describe('the named schemas', () => {
  it.each(Object.entries(NAMED_SCHEMAS))('%s says in a sentence what it is', (_, { meta }) => {
    expect(meta['description']).toMatch(/^[A-Z].+\.$/);
  });

  it.each(
    Object.entries(NAMED_SCHEMAS).flatMap(([name, { meta }]) =>
      ((meta['examples'] ?? []) as readonly unknown[]).map((example) => [name, example] as const),
    ),
  )('%s takes its own example %j', (name, example) => {
    expect(VALIDATOR.problemsBy(name, example)).toEqual([]);
    expect(NAMED_SCHEMAS[name]?.schema.safeParse(example).success).toBe(true);
  });
});
