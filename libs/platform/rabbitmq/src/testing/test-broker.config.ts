let moved: string | undefined;

/** The RabbitMQ that integration tests use; `npm test` sets it. */
export function testBrokerUrl(): string {
  const url = moved ?? process.env['RABBITMQ_URL'];
  if (!url) {
    throw new Error(
      'Integration tests need RABBITMQ_URL. Run them by `npm test`, which starts one.',
    );
  }
  return url;
}

/** From now on the tests of this file use another place on the broker. */
export function moveTestsTo(url: string): void {
  moved = url;
}

/** RabbitMQ's management API, with credentials; absent for a broker that the user gave. */
export function brokerManagementUrl(): string | undefined {
  return process.env['RABBITMQ_MANAGEMENT_URL'];
}
