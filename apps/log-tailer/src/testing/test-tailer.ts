import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import { createHttpApp } from '@ftgo/platform-lifecycle';
import type { CapturedLogger } from '@ftgo/platform-observability/testing';
import { captureLogger, eventually } from '@ftgo/platform-observability/testing';
import { testBrokerUrl } from '@ftgo/platform-rabbitmq/testing';
import type { LogTailerConfig } from '../log-tailer.config.js';
import { LogTailerModule } from '../log-tailer.module.js';
import type { Snapshot } from '../snapshots/snapshot.js';
import type { TestMonolith } from './test-monolith.js';

interface Answer<Body> {
  readonly status: number;
  readonly body: Body;
}

/** What `/readyz` says of one dependency. */
interface Dependency {
  readonly ready: boolean;
  readonly reason?: string;
}

/** A whole tailer in this process. */
export interface TestTailer extends CapturedLogger {
  get<Body>(path: string): Promise<Answer<Body>>;
  post<Body>(path: string, body?: object): Promise<Answer<Body>>;
  /** Waits until it is ready, as the active one or as a standby. */
  untilReady(): Promise<void>;
  /** Waits until each of its slot's snapshots is done. */
  untilSnapshotsAreDone(): Promise<void>;
  dependency(name: string): Promise<Dependency | undefined>;
  /** A metric's value; undefined when it shows none. @param labels such as `op="c"` */
  metric(name: string, ...labels: string[]): Promise<number | undefined>;
  /** Ends it in order; again is no error. */
  stop(): Promise<void>;
}

export async function startTailer(
  monolith: Pick<TestMonolith, 'url' | 'slot' | 'publication'>,
  exchange: string,
  changes: Partial<LogTailerConfig> = {},
): Promise<TestTailer> {
  const captured = captureLogger();
  const config: LogTailerConfig = {
    logLevel: 'info',
    http: { host: '127.0.0.1', port: 0 },
    monolithDatabaseUrl: monolith.url,
    monolithTimeZone: 'UTC',
    rabbitmqUrl: testBrokerUrl(),
    exchange,
    topicPrefix: 'ftgo',
    slot: monolith.slot,
    publication: monolith.publication,
    heartbeatMs: 50,
    snapshotChunkRows: 100,
    ...changes,
  };
  const module = LogTailerModule.forConfig(config, captured.logger);
  const app = await createHttpApp(module, captured.logger);
  await app.init();
  let stopping: Promise<void> | undefined;
  return { ...captured, ...talkTo(app), stop: () => (stopping ??= app.close()) };
}

function talkTo(app: NestFastifyApplication): Omit<TestTailer, keyof CapturedLogger | 'stop'> {
  const ask = async <Body>(
    method: 'GET' | 'POST',
    url: string,
    payload?: object,
  ): Promise<Answer<Body>> => {
    const answer = await app.inject({ method, url, ...(payload ? { payload } : {}) });
    return { status: answer.statusCode, body: answer.json<Body>() };
  };
  return {
    get: (path) => ask('GET', path),
    post: (path, body) => ask('POST', path, body),
    untilReady: () =>
      eventually(
        async () => {
          const { status, body } = await ask('GET', '/readyz');
          if (status !== 200) throw new Error(JSON.stringify(body));
        },
        { withinMs: 60_000 },
      ),
    untilSnapshotsAreDone: () =>
      eventually(
        async () => {
          const { body } = await ask<{ snapshots: Snapshot[] }>('GET', '/log-tailer/snapshots');
          const left = body.snapshots?.filter(({ state }) => state === 'running');
          if (left?.length !== 0) throw new Error(JSON.stringify(left));
        },
        { withinMs: 60_000 },
      ),
    dependency: async (name) => {
      const { body } = await ask<{ dependencies: Record<string, Dependency> }>('GET', '/readyz');
      return body.dependencies[name];
    },
    metric: async (name, ...labels) => {
      const { body } = await app.inject({ method: 'GET', url: '/metrics' });
      const line = body
        .split('\n')
        .find((each) => each.startsWith(`${name}{`) && labels.every((l) => each.includes(l)));
      return line === undefined ? undefined : Number(line.split(' ').at(-1));
    },
  };
}
