import type { AmqpConnection } from '@golevelup/nestjs-rabbitmq';
import type { Registry } from '@ftgo/platform-observability';
import { Gauge } from '@ftgo/platform-observability';
import type { QueueConsumer } from './queue-consumer.js';

interface MeasuredLinks {
  readonly publishing: AmqpConnection;
  readonly consuming: AmqpConnection | undefined;
  readonly consumers: readonly QueueConsumer[];
}

/** Shows which connections stand and which queues are consumed, as they are when asked. */
export function exposeLinks(links: MeasuredLinks, registry: Registry): void {
  const { publishing, consuming, consumers } = links;
  new Gauge({
    name: 'rabbitmq_connection_up',
    help: '1 while the connection to the broker stands',
    labelNames: ['connection'],
    registers: [registry],
    collect() {
      this.set({ connection: 'publish' }, Number(publishing.connected));
      if (consuming) this.set({ connection: 'consume' }, Number(consuming.connected));
    },
  });
  new Gauge({
    name: 'rabbitmq_consumers',
    help: '1 when this process consumes from the queue',
    labelNames: ['queue'],
    registers: [registry],
    collect() {
      for (const each of consumers) this.set({ queue: each.queue }, Number(each.isConsuming()));
    },
  });
}
