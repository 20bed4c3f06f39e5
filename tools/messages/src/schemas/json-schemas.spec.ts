import { Money, TRAM_PAYLOADS } from '@ftgo/monolith-contracts';
import { z } from 'zod';
import { jsonSchemasOf } from './json-schemas.js';

const schemaOf = (schema: z.ZodType): unknown => jsonSchemasOf({ asked: schema }).asked['asked'];

describe('jsonSchemasOf', () => {
  it('describes what goes over the wire, before any transformation', () => {
    const id = z.string().regex(/^\d+$/).transform(Number).pipe(z.int());
    expect(schemaOf(z.object({ id }))).toEqual({
      type: 'object',
      properties: { id: { type: 'string', pattern: '^\\d+$' } },
      required: ['id'],
    });
  });

  it.each([
    ['an object', z.object({ orderId: z.int() })],
    ['a loose object', z.looseObject({ orderId: z.int() })],
  ])('leaves %s open for fields that are added later', (_, schema) => {
    expect(schemaOf(schema)).not.toHaveProperty('additionalProperties');
  });

  it('keeps closed what is meant to be', () => {
    expect(schemaOf(z.strictObject({}))).toMatchObject({ additionalProperties: false });
  });

  it('refers to what has a name, wherever it is met', () => {
    expect(schemaOf(z.object({ tips: z.array(Money.nullish()) }))).toMatchObject({
      properties: {
        tips: { items: { anyOf: [{ $ref: '#/components/schemas/Money' }, { type: 'null' }] } },
      },
    });
  });

  it('takes over what a contract says of itself', () => {
    const reason = z.string().describe('Why it is late.');
    expect(schemaOf(reason)).toEqual({ type: 'string', description: 'Why it is late.' });
  });

  it('names the schemas that messages refer to, and neither a draft nor an id of their own', () => {
    const { named } = jsonSchemasOf({});
    expect(Object.keys(named)).toEqual(
      expect.arrayContaining([
        ...['Moment', 'Money', 'CloudEventEnvelope', 'TramEnvelope', 'row.orders'],
        ...Object.keys(TRAM_PAYLOADS).map((event) => `tram.payload.${event}`),
      ]),
    );
    expect(JSON.stringify(named)).not.toMatch(/"\$schema"|"\$id"/);
  });

  it('knows nothing of what was asked before', () => {
    jsonSchemasOf({ before: z.object({ money: Money }) });
    expect(Object.keys(jsonSchemasOf({ asked: Money }).asked)).toEqual(['asked']);
  });
});
