import { readSamples, sampleOf } from '../samples.js';
import { ROOT } from '../testing/checkout.js';
import { exampleOf } from './example-of.js';

const SAMPLES = readSamples(ROOT);

describe('exampleOf', () => {
  it('shows a sample under the name of its kind, with what it is about', () => {
    const { body, about } = sampleOf(SAMPLES, 'events', 'ftgo.order.delivered.v1');
    expect(exampleOf(sampleOf(SAMPLES, 'events', 'ftgo.order.delivered.v1'))).toEqual({
      name: 'ftgo.order.delivered.v1',
      about,
      payload: body,
    });
  });

  it('shows headers where there are any', () => {
    expect(exampleOf(sampleOf(SAMPLES, 'cdc', 'outbox-class-name')).headers).toMatchObject({
      eventType: 'OrderAccepted',
    });
  });

  it('refuses a sample that is no JSON, by its name', () => {
    expect(() => exampleOf(sampleOf(SAMPLES, 'events', 'not-json'))).toThrow(
      'the sample not-json is no JSON and no example',
    );
  });
});
