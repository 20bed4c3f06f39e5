import type { Servers } from '../replica-fold/replica-under-test.js';

/** The servers that `npm test` has started. @throws Error when a test is run without them */
export function loadTestServers(): Servers {
  const { DATABASE_URL, RABBITMQ_URL, RABBITMQ_MANAGEMENT_URL } = process.env;
  if (!DATABASE_URL || !RABBITMQ_URL) throw new Error('DATABASE_URL and RABBITMQ_URL are missing');
  return {
    databaseUrl: DATABASE_URL,
    rabbitmqUrl: RABBITMQ_URL,
    managementUrl: RABBITMQ_MANAGEMENT_URL,
  };
}
