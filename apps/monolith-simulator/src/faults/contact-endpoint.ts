import { setTimeout as pause } from 'node:timers/promises';
import type { GetConsumerResponse } from '@ftgo/monolith-contracts';
import { NothingFoundError, SimulatedFailureError } from '../ftgo/ftgo.errors.js';
import { chance } from './chance.js';
import type { ContactCalls } from './contact-calls.js';
import type { ContactMode } from './fault-settings.js';
import type { Faults } from './faults.js';

/** What `GET /consumers/{id}` answers: a consumer, or a text that is no JSON. */
export type ContactAnswer = GetConsumerResponse | string;

const NEVER_MS = 30_000;
const SLOW_MS = 1_000;

/** Modes that a consumer has, and not a call: they stay the same however often one asks. */
const OF_THE_CONSUMER: ReadonlySet<ContactMode> = new Set(['404', 'no-email']);

/** Answers for a consumer, with the faults that are set; counts every call. */
export class ContactEndpoint {
  private readonly callsOf = new Map<number, number>();

  constructor(
    private readonly find: (consumerId: number) => Promise<GetConsumerResponse>,
    private readonly faults: Faults,
    private readonly calls: ContactCalls,
  ) {}

  /**
   * @param gone aborted when the caller hangs up; nothing is held for one who has.
   * @throws NothingFoundError, SimulatedFailureError
   */
  answer(consumerId: number, gone: AbortSignal): Promise<ContactAnswer> {
    return this.calls.measure(() => this.answerAs(this.modeFor(consumerId), consumerId, gone));
  }

  private async answerAs(
    mode: ContactMode,
    consumerId: number,
    gone: AbortSignal,
  ): Promise<ContactAnswer> {
    const { delayMs } = this.faults.settings.contact;
    switch (mode) {
      case '404':
        throw new NothingFoundError();
      case '500':
        throw new SimulatedFailureError(500);
      case 'timeout':
        await heldBack(delayMs ?? NEVER_MS, gone);
        throw new SimulatedFailureError(503);
      case 'not-json':
        return '<html><body>Under maintenance</body></html>';
      case 'slow':
        await heldBack(delayMs ?? SLOW_MS, gone);
        return this.find(consumerId);
      case 'no-email':
        return { ...(await this.find(consumerId)), email: null };
      case 'none':
        return this.find(consumerId);
    }
  }

  private modeFor(consumerId: number): ContactMode {
    const { seed, contact } = this.faults.settings;
    const call = (this.callsOf.get(consumerId) ?? 0) + 1;
    this.callsOf.set(consumerId, call);
    const which = OF_THE_CONSUMER.has(contact.mode) ? 'always' : call;
    if (contact.mode === 'none' || chance(seed, consumerId, which) >= contact.share) return 'none';
    this.faults.countContact(contact.mode);
    return contact.mode;
  }
}

async function heldBack(delayMs: number, gone: AbortSignal): Promise<void> {
  await pause(delayMs, undefined, { signal: gone }).catch(() => undefined);
}
