import type { Provider } from '@nestjs/common';
import type { Logger } from '@ftgo/platform-observability';
import { LOGGER } from '@ftgo/platform-observability';
import type { Consumers } from '../ftgo/consumers.js';
import type { SimulatorConfig } from '../simulator.config.js';
import { CONSUMERS, CONTACT_CALLS, CONTACT_ENDPOINT, FAULTS, RAW_LINK } from '../tokens.js';
import { ContactCalls } from './contact-calls.js';
import { ContactEndpoint } from './contact-endpoint.js';
import { Faults } from './faults.js';
import { RawLink } from './raw-link.js';

/** The faults and what they fall on: contact calls here, messages through the raw link. */
export function faultsProviders({ rabbitmqUrl }: SimulatorConfig): Provider[] {
  return [
    { provide: FAULTS, useFactory: () => new Faults() },
    { provide: CONTACT_CALLS, useFactory: () => new ContactCalls() },
    {
      provide: CONTACT_ENDPOINT,
      inject: [CONSUMERS, FAULTS, CONTACT_CALLS],
      useFactory: (consumers: Consumers, faults: Faults, calls: ContactCalls) =>
        new ContactEndpoint((id) => consumers.find(id), faults, calls),
    },
    {
      provide: RAW_LINK,
      inject: [LOGGER],
      useFactory: (logger: Logger) => new RawLink(rabbitmqUrl, logger),
    },
  ];
}
