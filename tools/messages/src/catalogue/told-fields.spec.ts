import { readSamples, sampleOf } from '../samples.js';
import { ROOT } from '../testing/checkout.js';
import { isNoNews, isUnderstood, toldBy } from './told-fields.js';

const SAMPLES = readSamples(ROOT);
const tram = (kind: string) => sampleOf(SAMPLES, 'tram', kind);

describe('toldBy', () => {
  it('names the fields that a sample says something of, and the state by its value', () => {
    const accepted = sampleOf(SAMPLES, 'events', 'ftgo.order.accepted.v1');
    expect(toldBy('events', [accepted])).toBe(
      'state ACCEPTED, acceptedAt, readyBy, courierId, scheduledDeliveryAt',
    );
  });

  it('adds up what several samples say, each thing once', () => {
    const both = [tram('order-revised'), tram('order-revised-with-promise')];
    expect(toldBy('tram', both)).toBe('orderTotalCents, promisedAt');
  });

  it('says of a heartbeat that the feed lives', () => {
    expect(toldBy('tram', [tram('heartbeat')])).toMatch(/^the feed lives/);
  });

  it('is empty for what says nothing', () => {
    expect(toldBy('tram', [tram('ticket-created')])).toBe('');
  });

  it('refuses a sample that cannot be understood, by its name and why', () => {
    expect(() => toldBy('tram', [tram('payload-no-json')])).toThrow(
      'the sample tram/payload-no-json is not understood: the payload is no JSON',
    );
  });
});

describe('isNoNews', () => {
  it.each([
    ['an event that is known to say nothing', 'ticket-created', true],
    ['an event that says something', 'ticket-accepted', false],
    ['an event that nobody knows', 'unknown-event-type', false],
    ['an event that cannot be understood', 'payload-no-json', false],
  ])('tells %s', (_, kind, expected) => {
    expect(isNoNews('tram', tram(kind))).toBe(expected);
  });
});

describe('isUnderstood', () => {
  it.each([
    ['ticket-accepted', true],
    ['unknown-event-type', true],
    ['headers-missing', false],
  ])('tells of %s: %s', (kind, expected) => {
    expect(isUnderstood('tram', tram(kind))).toBe(expected);
  });
});
