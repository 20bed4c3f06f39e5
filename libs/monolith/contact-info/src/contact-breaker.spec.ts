import { consumerId, ContactInfoUnavailableError } from '@ftgo/delayed-orders-domain';

import { BreakerOpen, ContactBreaker, DEFAULT_BREAKER_SETTINGS } from './contact-breaker.js';
import type { BreakerState } from './contact-info-observer.js';
import { CustomerContactInfoProxy } from './customer-contact-info-proxy.js';
import { LookupFailure } from './lookup-failure.js';
import {
  answersJohn,
  answersStatus,
  ContactServer,
  hangs,
  type Behaviour,
} from './testing/contact-server.js';
import { Observed } from './testing/observed.js';

const customers = (count: number, first = 1) =>
  Array.from({ length: count }, (_, i) => consumerId(first + i));

let monolith: ContactServer;
let observed: Observed;
let proxy: CustomerContactInfoProxy;

async function look(count: number, first = 1): Promise<string[]> {
  const lookups = customers(count, first).map((id) =>
    proxy.findCustomerContactInfo(id).then(
      (contact) => (contact === undefined ? 'missing' : 'found'),
      (error: ContactInfoUnavailableError) => error.kind,
    ),
  );
  return Promise.all(lookups);
}

async function lookInTurn(count: number): Promise<string[]> {
  const kinds: string[] = [];
  for (let i = 0; i < count; i += 1) {
    kinds.push(...(await look(1)));
  }
  return kinds;
}

function proxyWith(resetTimeoutMs: number, timeoutMs = 2_000): void {
  observed = new Observed();
  proxy = new CustomerContactInfoProxy({
    baseUrl: monolith.url,
    timeoutMs,
    breaker: { resetTimeoutMs },
    observer: observed,
  });
}

/** Fails until it opens, then waits until one lookup may try. */
async function halfOpened(): Promise<void> {
  monolith.behaves(answersStatus(500));
  const isHalfOpen = observed.until('half-open');
  await lookInTurn(10);
  await isHalfOpen;
}

beforeEach(async () => {
  monolith = await ContactServer.start();
  proxyWith(60_000);
});

afterEach(async () => {
  await proxy.close();
  await monolith.stop();
});

describe('The breaker', () => {
  it('has the settings that were measured', () => {
    expect(DEFAULT_BREAKER_SETTINGS).toEqual({
      volumeThreshold: 10,
      errorThresholdPercentage: 50,
      rollingCountTimeoutMs: 10_000,
      resetTimeoutMs: 5_000,
    });
  });

  it('stays closed after a first failure, and after nine', async () => {
    monolith.behaves(answersStatus(500));
    await lookInTurn(9);

    expect(observed.states).toEqual([]);
  });

  it('opens at the tenth; then nobody is asked, and the lookups know how long to wait', async () => {
    monolith.behaves(answersStatus(500));
    await lookInTurn(10);

    expect(observed.states).toEqual(['open']);
    expect(await look(30)).toEqual(Array(30).fill('waiting'));
    expect(monolith.requestCount).toBe(10);
    await expect(proxy.findCustomerContactInfo(consumerId(7))).rejects.toMatchObject({
      retryAfterMs: expect.any(Number),
    });
    expect(observed.outcomes.filter((outcome) => outcome === 'rejected')).toHaveLength(31);
  });

  it('stays closed while no more than half fail', async () => {
    let turn = 0;
    monolith.behaves((response, customer) => {
      turn += 1;
      (turn % 2 === 0 ? answersStatus(500) : answersJohn)(response, customer);
    });
    await lookInTurn(40);

    expect(observed.states).toEqual([]);
  });

  it.each([404, 400, 401, 403, 409, 422])('takes a %d for no failure', async (status) => {
    monolith.behaves(answersStatus(status));
    await lookInTurn(30);

    expect(monolith.requestCount).toBe(30);
    expect(observed.states).toEqual([]);
  });

  it.each([408, 429, 500, 502, 503, 504])('takes a %d for a failure', async (status) => {
    monolith.behaves(answersStatus(status));
    await lookInTurn(10);

    expect(observed.states).toEqual(['open']);
  });

  it('takes a request that ran out of time for a failure', async () => {
    proxyWith(60_000, 50);
    monolith.behaves(hangs);
    await look(12);

    expect(observed.states).toEqual(['open']);
  });

  it('lets exactly one of a hundred lookups try when it is half open', async () => {
    proxyWith(50);
    await halfOpened();
    monolith.behaves(answersJohn);
    const before = monolith.requestCount;

    const kinds = await look(100);

    expect(monolith.requestCount - before).toBe(1);
    expect(kinds.filter((kind) => kind === 'found')).toHaveLength(1);
    expect(kinds.filter((kind) => kind === 'waiting')).toHaveLength(99);
    expect(observed.states).toEqual(['open', 'half-open', 'closed']);
    expect(await look(10)).toEqual(Array(10).fill('found'));
  });

  it('opens again when that one fails', async () => {
    proxyWith(50);
    await halfOpened();
    await look(100);

    expect(monolith.requestCount).toBe(11);
    expect(observed.states.slice(0, 3)).toEqual(['open', 'half-open', 'open']);
  });

  it.each<readonly [string, Behaviour]>([
    ['404', answersStatus(404)],
    ['400', answersStatus(400)],
  ])('closes when that one is answered with %s: the monolith is back', async (_, behaviour) => {
    proxyWith(50);
    await halfOpened();
    monolith.behaves(behaviour);
    await look(1);

    expect(observed.states).toEqual(['open', 'half-open', 'closed']);
  });

  it('is not closed by lookups that had no room', async () => {
    observed = new Observed();
    proxy = new CustomerContactInfoProxy({
      baseUrl: monolith.url,
      capacity: 1,
      breaker: { resetTimeoutMs: 50 },
      observer: observed,
    });
    await halfOpened();
    monolith.behaves(hangs);
    const probe = look(1);
    await monolith.requests(11);

    expect(await look(20, 100)).toEqual(Array(20).fill('waiting'));
    expect(observed.states).not.toContain('closed');
    await proxy.close();
    await probe;
  });
});

describe('ContactBreaker', () => {
  it('does not count work that found no capacity', async () => {
    const states: BreakerState[] = [];
    const breaker = new ContactBreaker(DEFAULT_BREAKER_SETTINGS, 1_000, (state) =>
      states.push(state),
    );
    const full = Object.assign(new Error('Semaphore locked'), { code: 'ESEMLOCKED' });
    for (let i = 0; i < 30; i += 1) {
      await expect(breaker.run(() => Promise.reject(full))).rejects.toBe(full);
    }

    expect(states).toEqual([]);
    breaker.close();
  });

  it('gives up work that does not end by itself', async () => {
    const breaker = new ContactBreaker(DEFAULT_BREAKER_SETTINGS, -400, () => undefined);

    await expect(breaker.run(() => new Promise(() => undefined))).rejects.toEqual(
      new LookupFailure('timeout'),
    );
    breaker.close();
  });

  it('lets nothing through once it is closed', async () => {
    const breaker = new ContactBreaker(DEFAULT_BREAKER_SETTINGS, 1_000, () => undefined);
    breaker.close();

    await expect(breaker.run(() => Promise.resolve(1))).rejects.toBeInstanceOf(BreakerOpen);
  });
});
