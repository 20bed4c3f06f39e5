import fc from 'fast-check';
import { parse } from 'yaml';
import type { JsonObject } from '../json.js';
import { isFormatted } from '../testing/prettier.js';
import { toYaml } from './to-yaml.js';

describe('toYaml', () => {
  it('writes blocks, indented by two', () => {
    const order = {
      id: 42,
      total: '61.70',
      told: ['LATE', 'AT_RISK'],
      items: [{ id: '1', of: 5 }],
    };
    expect(toYaml({ order })).toBe(
      [
        'order:',
        '  id: 42',
        "  total: '61.70'",
        '  told:',
        '    - LATE',
        '    - AT_RISK',
        '  items:',
        "    - id: '1'",
        '      of: 5',
        '',
      ].join('\n'),
    );
  });

  it('leaves out what is undefined, as JSON does, and keeps null', () => {
    expect(toYaml({ promise: undefined, courier: null })).toBe('courier: null\n');
  });

  it('writes what is empty in one line', () => {
    expect(toYaml({ data: {}, orders: [], unsaid: { a: undefined } })).toBe(
      'data: {}\norders: []\nunsaid: {}\n',
    );
  });

  it.each([
    ['a word', 'Ajanta', 'Ajanta'],
    ['words', 'Chicken Vindaloo, hot', "'Chicken Vindaloo, hot'"],
    ['what looks like a number', '42', "'42'"],
    ['what looks like a version', '0.1.0', "'0.1.0'"],
    ['what looks like a truth', 'true', "'true'"],
    ['what YAML 1.1 takes for a truth', 'Off', "'Off'"],
    ['nothing', '', "''"],
    ['a colon', 'order: 42', "'order: 42'"],
    ['a comment', 'hot # very', "'hot # very'"],
    ['space at the end', 'hot ', "'hot '"],
    ['a pattern', '^\\d{4}$', "'^\\d{4}$'"],
    ['an apostrophe', "it's", `"it's"`],
    ['double quotes', 'says "hot"', `'says "hot"'`],
    ['both', `it's "hot"`, `'it''s "hot"'`],
    ['an apostrophe and a backslash', "it's \\d", "'it''s \\d'"],
    ['a line break', 'one\ntwo', '"one\\ntwo"'],
    ['a placeholder', '{type}', "'{type}'"],
    ['a reference', '#/channels/a', "'#/channels/a'"],
    ['a tag or an anchor', '&a', "'&a'"],
  ])('quotes a text only where it must: %s', (_, text, written) => {
    expect(toYaml({ text })).toBe(`text: ${written}\n`);
    expect(parse(toYaml({ text }))).toEqual({ text });
  });

  it.each([
    ['ftgo.order.created.v1', 'ftgo.order.created.v1'],
    ['$ref', '$ref'],
    ['event-type', 'event-type'],
    ['null', "'null'"],
    ['42', "'42'"],
    ['two words', "'two words'"],
  ])('quotes a key only where it must: %s', (key, written) => {
    expect(toYaml({ [key]: 1 })).toBe(`${written}: 1\n`);
  });

  const json = fc.dictionary(fc.string({ minLength: 1 }), fc.jsonValue({ maxDepth: 4 }), {
    minKeys: 1,
  });

  it('writes what a reader of YAML reads as the same', () => {
    fc.assert(
      fc.property(json, (value) => {
        const same: unknown = JSON.parse(JSON.stringify(value));
        expect(parse(toYaml(value as JsonObject))).toEqual(same);
      }),
    );
  });

  /** Texts as documents have them; prettier rewrites odd white space within quotes. */
  const text = fc
    .stringMatching(/^[\w .:#'"\\{}/$-]{0,120}$/)
    .map((each) => each.replace(/ +/g, ' ').trim());
  const document = fc.dictionary(
    fc.stringMatching(/^[a-z$][\w.-]{0,20}$/),
    fc.oneof(
      text,
      fc.integer(),
      fc.constant(null),
      fc.array(text),
      fc.dictionary(fc.stringMatching(/^[a-z]{1,9}$/), text),
    ),
    { minKeys: 1 },
  );

  it('writes what prettier leaves as it is, however long a text', async () => {
    await fc.assert(
      fc.asyncProperty(document, async (value) => {
        expect(await isFormatted(toYaml(value), 'asyncapi.yaml')).toBe(true);
      }),
    );
  });
});
