import fc from 'fast-check';
import { NestLogger } from './index.js';
import type { Logger } from './index.js';
import { captureLogger } from './testing/index.js';

type Place = (logger: Logger, text: string) => void;

const errorWith = (fields: object): Error => Object.assign(new Error('refused'), fields);

/** Every place of a line that a text can come to. */
const PLACES: Record<string, Place> = {
  'the message': (logger, text) => logger.warn(text),
  'the message beside fields': (logger, text) => logger.warn({ orderId: 42 }, text),
  'what is put into the message': (logger, text) => logger.warn('to %s', text),
  'an error that comes alone': (logger, text) => logger.error(new Error(text)),
  'an error as a field alone': (logger, text) => logger.error({ err: new Error(text) }),
  'an error under another name': (logger, text) => logger.error({ reason: new Error(text) }, 'x'),
  'the cause of an error': (logger, text) => logger.error(new Error('x', { cause: text })),
  'the code of an error': (logger, text) => logger.error(errorWith({ code: text })),
  'the name of an error': (logger, text) => logger.error(errorWith({ name: text })),
  'a line like a frame': (logger, text) => logger.error(new Error(`550\n    at <${text}>`)),
  'the very end of a long error': (logger, text) =>
    logger.error(new Error(`${'x'.repeat(470)} ${text}`)),
  'a field': (logger, text) => logger.info({ detail: text }, 'x'),
  'the message among the fields': (logger, text) => logger.info({ msg: text }),
  'the name of a field': (logger, text) => logger.info({ [text]: 1 }, 'x'),
  'a list in a field': (logger, text) => logger.info({ detail: { said: [text] } }, 'x'),
  'what a field makes of itself': (logger, text) =>
    logger.info({ detail: { toJSON: () => text } }, 'x'),
  'what a child is bound to': (logger, text) => logger.child({ by: text }).info('x'),
  'what a grandchild is bound to': (logger, text) =>
    logger.child({ queue: 'q' }).child({ by: text }).info('x'),
  "an error of Nest's": (logger, text) => new NestLogger(logger).error(new Error(text)),
  "a warning of Nest's": (logger, text) => new NestLogger(logger).warn(text),
  "a line of Nest's": (logger, text) => new NestLogger(logger).log(text),
  "a stack of Nest's": (logger, text) =>
    new NestLogger(logger).error('x', `Error: ${text}\n    at send (smtp.js:1:1)`),
};

/** All that is printed when the text comes to this place, as it stands in the log. */
function lineOf(place: Place, text: string): string {
  const { logger, lines } = captureLogger();
  place(logger, text);
  expect(lines).toHaveLength(1);
  return JSON.stringify({ ...lines[0], time: undefined });
}

const atom = fc.stringMatching(/^[a-z][a-z0-9._+'-]{0,20}[a-z0-9]$/).map((each) => `zzq${each}`);
const quoted = fc.stringMatching(/^[a-z][a-z ,.]{0,20}[a-z]$/).map((each) => `"zzq${each}"`);
const host = fc.stringMatching(/^zzz[a-z0-9-]{0,15}[a-z0-9]\.(com|example|co\.uk)$/);
const separator = fc.constantFrom('-', '.', ' ', ' - ');
const phone = fc
  .tuple(fc.constantFrom('', '+1 ', '+82', '(510) ', '510-', '030'), separator)
  .map(([before, between]) => `${before}555${between === ' - ' ? '-' : between}0199`);
const around = fc.stringMatching(/^[ A-Z:<>,;()]{0,20}$/);
const status = fc
  .tuple(
    fc.constantFrom('250', '421', '450', '535', '550', '554'),
    fc.constantFrom(' ', '-'),
    fc.constantFrom('2', '4', '5'),
    fc.nat(9),
    fc.nat(599),
  )
  .map(([reply, mark, kind, subject, detail]) => `${reply}${mark}${kind}.${subject}.${detail}`);

describe.each(Object.entries(PLACES))('in %s', (_where, place) => {
  it('no address survives (I8)', () => {
    fc.assert(
      fc.property(fc.oneof(atom, quoted), host, around, around, (local, name, before, after) => {
        const line = lineOf(place, `${before} ${local}@${name} ${after}`);
        expect(line).not.toContain(local.replaceAll('"', ''));
        expect(line).not.toContain(name);
      }),
    );
  });

  it('no phone number survives (I8)', () => {
    fc.assert(
      fc.property(phone, around, around, (number, before, after) => {
        expect(lineOf(place, `${before} ${number} ${after}`)).not.toMatch(/555|0199/);
      }),
    );
  });

  it("the mail server's status survives, though a phone number stands beside it", () => {
    fc.assert(
      fc.property(status, phone, (code, number) => {
        const line = lineOf(place, `${code} no such user ${number}`);
        expect(line).toContain(code);
        expect(line).not.toContain('0199');
      }),
    );
  });
});
