import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { readSamples } from '../samples.js';
import type { Catalogue } from './catalogue.js';
import { domainEvents } from './domain-events.js';
import { acceptedOffers, notificationCommands } from './published-messages.js';
import { rowChanges } from './row-changes.js';
import { tramEvents } from './tram-events.js';

/** Gathers the catalogue from the contracts, and their samples in the checkout at `root`. */
export function readCatalogue(root: string): Catalogue {
  const samples = readSamples(root);
  const { version } = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8')) as {
    version: string;
  };
  return {
    version,
    inbound: {
      events: domainEvents(samples),
      cdc: rowChanges(samples),
      tram: tramEvents(samples),
    },
    outbound: { commands: notificationCommands(), offers: acceptedOffers() },
  };
}
