/** The management API of the tests' broker, where it has one; `npm test` sets it. */
export const managementUrl = (): string | undefined => process.env['RABBITMQ_MANAGEMENT_URL'];
