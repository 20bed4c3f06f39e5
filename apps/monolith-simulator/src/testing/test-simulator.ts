import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import { createHttpApp } from '@ftgo/platform-lifecycle';
import type { Trace } from '@ftgo/monolith-traces';
import type { CapturedLogger } from '@ftgo/platform-observability/testing';
import { captureLogger, eventually } from '@ftgo/platform-observability/testing';
import type { Database } from '@ftgo/platform-postgres';
import { DATABASE } from '@ftgo/platform-postgres';
import { createTestDatabase } from '@ftgo/platform-postgres/testing';
import {
  deleteExchanges,
  deleteQueues,
  testBrokerUrl,
  uniqueName,
} from '@ftgo/platform-rabbitmq/testing';
import { loadSimulatorConfig } from '../simulator.config.js';
import type { SimulatorConfig } from '../simulator.config.js';
import { SimulatorModule } from '../simulator.module.js';
import type { TappedMessage } from './event-tap.js';
import { EventTap } from './event-tap.js';
import { jsonOf } from './json-of.js';
import { TraceFolder } from './trace-folder.js';

/** What a path answered. */
export interface Answer<Body> {
  readonly status: number;
  readonly text: string;
  /** The body, read as JSON, of the shape that the test expects; undefined when it is none. */
  readonly json: Body;
}

/** A running simulator with a database, exchanges and a queue of its own. */
export interface TestSimulator extends CapturedLogger {
  readonly url: string;
  readonly config: SimulatorConfig;
  readonly database: Database;
  get<Body = unknown>(path: string): Promise<Answer<Body>>;
  post<Body = unknown>(path: string, body?: unknown): Promise<Answer<Body>>;
  put<Body = unknown>(path: string, body: unknown): Promise<Answer<Body>>;
  /** Sends exactly these bytes. */
  send<Body = unknown>(
    method: string,
    path: string,
    headers: Record<string, string>,
    body?: string,
  ): Promise<Answer<Body>>;
  /** Every message that left through the events' exchange, oldest first. */
  readonly messages: readonly TappedMessage[];
  /** Waits until the outbox is empty and gives all messages. */
  settledMessages(): Promise<readonly TappedMessage[]>;
  /** Writes a trace that the simulator can read. @returns its path */
  traceFile(trace: Trace): Promise<string>;
  stop(): Promise<void>;
}

/** Starts one, and waits until it is ready. */
export async function startSimulator(
  environment: Record<string, string> = {},
): Promise<TestSimulator> {
  const database = await createTestDatabase();
  const config = loadSimulatorConfig({
    DATABASE_URL: database.url,
    RABBITMQ_URL: testBrokerUrl(),
    RELAY_TICK_MS: '20',
    HEARTBEAT_MS: '0',
    HTTP_HOST: '127.0.0.1',
    HTTP_PORT: '0',
    EVENTS_EXCHANGE: uniqueName('monolith-simulator.events'),
    OFFERS_EXCHANGE: uniqueName('monolith-simulator.offers'),
    OFFERS_QUEUE: uniqueName('monolith-simulator.offer-accepted'),
    ...environment,
  });
  const traces = await TraceFolder.make();
  const tap = await EventTap.open(testBrokerUrl(), config.eventsExchange);
  const captured = captureLogger();
  const app = await createHttpApp(
    SimulatorModule.forConfig(config, captured.logger),
    captured.logger,
  );
  await app.listen(0, '127.0.0.1');
  const url = await app.getUrl();
  await eventually(async () => {
    const { status } = await fetch(`${url}/readyz`);
    if (status !== 200) throw new Error(`not ready: ${status}`);
  });
  return {
    ...captured,
    ...talkTo(url),
    url,
    config,
    database: app.get<Database>(DATABASE),
    messages: tap.messages,
    settledMessages: () => settled(url, tap),
    traceFile: (trace) => traces.write(trace),
    stop: async () => {
      await stop(app, tap, config);
      await traces.remove();
      await database.drop();
    },
  };
}

type Talk = Pick<TestSimulator, 'get' | 'post' | 'put' | 'send'>;

function talkTo(url: string): Talk {
  const json = { 'content-type': 'application/json' };
  const send = async <Body>(
    method: string,
    path: string,
    headers: Record<string, string>,
    body?: string,
  ): Promise<Answer<Body>> => {
    const response = await fetch(`${url}${path}`, {
      method,
      headers,
      ...(body === undefined ? {} : { body }),
    });
    const text = await response.text();
    return { status: response.status, text, json: jsonOf(text) as Body };
  };
  return {
    send,
    get: (path) => send('GET', path, {}),
    post: (path, body) =>
      body === undefined ? send('POST', path, {}) : send('POST', path, json, JSON.stringify(body)),
    put: (path, body) => send('PUT', path, json, JSON.stringify(body)),
  };
}

async function settled(url: string, tap: EventTap): Promise<readonly TappedMessage[]> {
  await eventually(async () => {
    const progress = (await (await fetch(`${url}/simulator/replay`)).json()) as {
      outboxBacklog: number;
    };
    if (progress.outboxBacklog > 0) throw new Error(`${progress.outboxBacklog} wait`);
  });
  await tap.caughtUp();
  return tap.messages;
}

async function stop(
  app: NestFastifyApplication,
  tap: EventTap,
  { eventsExchange, offers }: SimulatorConfig,
): Promise<void> {
  await tap.close();
  await app.close();
  await deleteQueues([offers.queue]);
  await deleteExchanges([eventsExchange, offers.exchange]);
}
