import { createHttpApp } from '@ftgo/platform-lifecycle';
import { captureLogger, eventually } from '@ftgo/platform-observability/testing';
import { createTestDatabase } from '@ftgo/platform-postgres/testing';
import {
  deleteExchanges,
  deleteQueues,
  TcpProxy,
  testBrokerUrl,
  uniqueName,
} from '@ftgo/platform-rabbitmq/testing';
import { loadSimulatorConfig } from './simulator.config.js';
import { SimulatorModule } from './simulator.module.js';
import { AJANTA, placeOrder, settleOakland } from './testing/ajanta-over-rest.js';
import { startSimulator } from './testing/test-simulator.js';

describe('the start of the simulator', () => {
  it('waits for a database that is away, says so, and then makes its tables (I11)', async () => {
    const own = await createTestDatabase();
    const proxy = await TcpProxy.open(own.url);
    proxy.set('refuse');
    const config = loadSimulatorConfig({
      DATABASE_URL: proxy.url,
      RABBITMQ_URL: testBrokerUrl(),
      HTTP_HOST: '127.0.0.1',
      EVENTS_EXCHANGE: uniqueName('monolith-simulator.events'),
      OFFERS_EXCHANGE: uniqueName('monolith-simulator.offers'),
      OFFERS_QUEUE: uniqueName('monolith-simulator.offer-accepted'),
    });
    const { logger, messagesOf } = captureLogger();
    const app = await createHttpApp(SimulatorModule.forConfig(config, logger), logger);
    await app.listen(0, '127.0.0.1');
    const url = await app.getUrl();
    const ready = async (): Promise<number> => (await fetch(`${url}/readyz`)).status;

    await eventually(() => expect(messagesOf('warn')).toContain('waiting for the database'));
    expect(await ready()).toBe(503);
    expect((await fetch(`${url}/livez`)).status).toBe(200);

    proxy.set('pass');
    await eventually(async () => expect(await ready()).toBe(200));

    await app.close();
    await proxy.close();
    await deleteQueues([config.offers.queue]);
    await deleteExchanges([config.eventsExchange, config.offers.exchange]);
    await own.drop();
  });

  it("reads and writes local times in the monolith's zone", async () => {
    const simulator = await startSimulator({ MONOLITH_TIME_ZONE: 'Asia/Seoul' });
    const oakland = await settleOakland(simulator);
    await placeOrder(simulator, oakland, { deliveryTime: '2030-10-03T19:30:00' });
    const messages = await simulator.settledMessages();
    expect(messages.at(-1)?.body).toMatchObject({
      data: { promisedAt: '2030-10-03T10:30:00.000Z' },
    });
    const [row] = await simulator.database.query('select delivery_time::text as at from orders');
    expect(row).toEqual({ at: '2030-10-03 19:30:00' });
    const created = messages.find(({ routingKey }) => routingKey === 'ftgo.restaurant.created.v1');
    expect(created?.body).toMatchObject({ data: { name: AJANTA.name, timeZone: 'Asia/Seoul' } });
    await simulator.stop();
  });
});
