/** The RabbitMQ that integration tests use; `npm test` sets it. */
export function testBrokerUrl(): string {
  const url = process.env['RABBITMQ_URL'];
  if (!url) {
    throw new Error(
      'Integration tests need RABBITMQ_URL. Run them by `npm test`, which starts one.',
    );
  }
  return url;
}
