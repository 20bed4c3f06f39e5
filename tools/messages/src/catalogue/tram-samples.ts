import { TRAM_CHANNELS } from '@ftgo/monolith-contracts';
import type { JsonObject } from '../json.js';
import { isJsonObject } from '../json.js';
import type { Sample, Samples } from '../samples.js';

/** An event's samples, with the channel that they came by. */
export interface TramSamples {
  readonly channel: string;
  readonly samples: readonly Sample[];
}

/** The samples of FTGO's events by the event's name; what tells no name or channel is left out. */
export function tramSamplesByEvent(samples: Samples): ReadonlyMap<string, TramSamples> {
  const byEvent = new Map<string, TramSamples>();
  for (const sample of samples.tram.values()) {
    const { 'event-type': type, DESTINATION: channel } = headersOf(sample);
    if (typeof type !== 'string' || !isChannel(channel)) continue;
    const name = simpleName(type);
    const known = byEvent.get(name)?.samples ?? [];
    byEvent.set(name, { channel, samples: [...known, sample] });
  }
  return byEvent;
}

/** The name behind packages and outer classes. */
export const simpleName = (name: string): string => name.slice(name.search(/[^.$]+$/));

/** Tram's headers are in the body. */
function headersOf({ body }: Sample): JsonObject {
  const headers = isJsonObject(body) ? body['headers'] : undefined;
  return isJsonObject(headers) ? headers : {};
}

const isChannel = (channel: unknown): channel is string =>
  (TRAM_CHANNELS as readonly unknown[]).includes(channel);
