import type { ContactMode } from './fault-settings.js';
import { FaultSettings } from './fault-settings.js';

/** The kinds of event fault that are counted. */
export type EventFaultKind = 'duplicates' | 'shuffled' | 'unknownTypes' | 'malformed' | 'dropped';

const NO_EVENT_FAULTS: Readonly<Record<EventFaultKind, number>> = {
  duplicates: 0,
  shuffled: 0,
  unknownTypes: 0,
  malformed: 0,
  dropped: 0,
};

/** Which faults are injected now, and how many have been since they were set. */
export class Faults {
  private current = FaultSettings.parse({});
  private contactCounts: Partial<Record<ContactMode, number>> = {};
  private eventCounts = { ...NO_EVENT_FAULTS };

  get settings(): FaultSettings {
    return this.current;
  }

  /** Puts new faults in place of all others and counts from 0. */
  set(settings: FaultSettings): void {
    this.current = settings;
    this.contactCounts = {};
    this.eventCounts = { ...NO_EVENT_FAULTS };
  }

  countContact(mode: ContactMode): void {
    this.contactCounts[mode] = (this.contactCounts[mode] ?? 0) + 1;
  }

  countEvents(kind: EventFaultKind, count = 1): void {
    this.eventCounts[kind] += count;
  }

  /** How many were injected, by kind. */
  get injected(): {
    readonly contact: Readonly<Partial<Record<ContactMode, number>>>;
    readonly events: Readonly<Record<EventFaultKind, number>>;
  } {
    return { contact: { ...this.contactCounts }, events: { ...this.eventCounts } };
  }
}
