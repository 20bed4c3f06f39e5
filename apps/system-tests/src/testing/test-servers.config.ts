/** Where system tests find real servers; `npm test` sets it. */
export const BROKER_URL = process.env['RABBITMQ_URL'];

/** RabbitMQ's management API, with credentials; with it every run gets a virtual host of its own. */
export const BROKER_MANAGEMENT_URL = process.env['RABBITMQ_MANAGEMENT_URL'];

/** What a program started by a test inherits: nothing that would configure it. */
export const BARE_ENVIRONMENT: Readonly<Record<string, string>> = {
  PATH: process.env['PATH'] ?? '',
};
