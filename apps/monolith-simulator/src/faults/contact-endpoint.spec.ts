import type { GetConsumerResponse } from '@ftgo/monolith-contracts';
import { NothingFoundError } from '../ftgo/ftgo.errors.js';
import { ContactCalls } from './contact-calls.js';
import { ContactEndpoint } from './contact-endpoint.js';
import { FaultSettings } from './fault-settings.js';
import { Faults } from './faults.js';

const JOHN: GetConsumerResponse = {
  consumerId: 0,
  name: { firstName: 'John', lastName: 'Doe' },
  email: 'john@customers.example',
  phone: '+15105550100',
  locale: 'en',
};

function endpointWith(contact: object, find = async () => JOHN) {
  const faults = new Faults();
  faults.set(FaultSettings.parse({ contact }));
  const calls = new ContactCalls();
  const endpoint = new ContactEndpoint(find, faults, calls);
  const ask = (consumerId = 7, gone = new AbortController().signal) =>
    endpoint.answer(consumerId, gone);
  /** Of calls 1 to 100: those of one consumer, or of a hundred. */
  const failures = async (consumerOf: (call: number) => number): Promise<number[]> => {
    const failed: number[] = [];
    for (let call = 1; call <= 100; call += 1) {
      await ask(consumerOf(call)).catch(() => failed.push(call));
    }
    return failed;
  };
  return { ask, calls, faults, failures };
}

describe('ContactEndpoint', () => {
  it('answers with the consumer while all is well', async () => {
    const { ask, faults } = endpointWith({});
    expect(await ask()).toEqual(JOHN);
    expect(faults.injected.contact).toEqual({});
  });

  it('finds nobody', async () => {
    await expect(endpointWith({ mode: '404' }).ask()).rejects.toThrow(NothingFoundError);
  });

  it('fails with 500', async () => {
    await expect(endpointWith({ mode: '500' }).ask()).rejects.toMatchObject({ status: 500 });
  });

  it('leaves out the address', async () => {
    expect(await endpointWith({ mode: 'no-email' }).ask()).toEqual({ ...JOHN, email: null });
  });

  it('answers with what is no JSON', async () => {
    expect(await endpointWith({ mode: 'not-json' }).ask()).toContain('<html>');
  });

  it('answers late', async () => {
    const before = performance.now();
    expect(await endpointWith({ mode: 'slow', delayMs: 30 }).ask()).toEqual(JOHN);
    expect(performance.now() - before).toBeGreaterThanOrEqual(29);
  });

  it('gives no answer, and after a long time 503', async () => {
    await expect(endpointWith({ mode: 'timeout', delayMs: 5 }).ask()).rejects.toMatchObject({
      status: 503,
    });
  });

  it('lets go at once of a caller who hangs up', async () => {
    const { ask, calls } = endpointWith({ mode: 'timeout' });
    const caller = new AbortController();
    const asked = ask(7, caller.signal);
    expect(calls.report().inFlight).toBe(1);
    caller.abort();
    await expect(asked).rejects.toThrow();
    expect(calls.report().inFlight).toBe(0);
  });

  it('fails in a share of the calls of one consumer, the same in every run', async () => {
    const failed = await endpointWith({ mode: '500', share: 0.3 }).failures(() => 7);
    expect(failed.length).toBeGreaterThan(15);
    expect(failed.length).toBeLessThan(45);
    expect(await endpointWith({ mode: '500', share: 0.3 }).failures(() => 7)).toEqual(failed);
  });

  it('finds a consumer always or never', async () => {
    const { failures } = endpointWith({ mode: '404', share: 0.3 });
    expect([0, 100]).toContain((await failures(() => 7)).length);
    const everybody = await failures((call) => call);
    expect(everybody.length).toBeGreaterThan(15);
    expect(everybody.length).toBeLessThan(45);
  });

  it('counts calls that failed as well', async () => {
    const { ask, calls, faults } = endpointWith({ mode: '500' });
    await Promise.allSettled([ask(), ask()]);
    expect(calls.report()).toEqual({ inFlight: 0, maxInFlight: 2, total: 2 });
    expect(faults.injected.contact).toEqual({ '500': 2 });
  });
});

describe('ContactCalls', () => {
  it('forgets the maximum and the total, and not who is still waiting', async () => {
    const calls = new ContactCalls();
    const { promise, resolve } = Promise.withResolvers<void>();
    const waiting = calls.measure(() => promise);
    await calls.measure(async () => undefined);
    expect(calls.report()).toEqual({ inFlight: 1, maxInFlight: 2, total: 2 });
    calls.reset();
    expect(calls.report()).toEqual({ inFlight: 1, maxInFlight: 1, total: 0 });
    resolve();
    await waiting;
  });
});

describe('Faults', () => {
  it('counts from 0 when others are set', () => {
    const faults = new Faults();
    faults.countEvents('duplicates', 3);
    faults.countContact('500');
    faults.set(FaultSettings.parse({ seed: 9 }));
    expect(faults.settings.seed).toBe(9);
    expect(faults.injected).toMatchObject({ contact: {}, events: { duplicates: 0 } });
  });
});
