import { Readiness, Registry } from '@ftgo/platform-observability';
import type { CapturedLogger } from '@ftgo/platform-observability/testing';
import { captureLogger, eventually } from '@ftgo/platform-observability/testing';
import type { LinkOptions } from '../rabbit-links.js';
import { RabbitLinks } from '../rabbit-links.js';
import { testBrokerUrl } from './test-broker.config.js';

/** A program's links with everything that a test wants to see of them. */
export interface TestLinks extends CapturedLogger {
  readonly links: RabbitLinks;
  readonly readiness: Readiness;
  readonly metrics: Registry;
  /** Stops as a program does. */
  close(): Promise<void>;
}

/** Opens links as a program does; unlike a program, a test may wait until they are ready. */
export async function openTestLinks(options: Partial<LinkOptions> = {}): Promise<TestLinks> {
  const readiness = new Readiness();
  const metrics = new Registry();
  const captured = captureLogger();
  const links = await RabbitLinks.open(
    { url: testBrokerUrl(), app: 'platform-test', exchanges: [], consume: [], ...options },
    { logger: captured.logger, metrics, readiness },
  );
  const close = async (): Promise<void> => {
    await links.stopConsuming(1_000);
    await links.close();
  };
  return { ...captured, links, readiness, metrics, close };
}

/** Waits until every dependency has reported that it is ready. */
export async function untilReady({ readiness }: Pick<TestLinks, 'readiness'>): Promise<void> {
  await eventually(() => {
    if (!readiness.ready) throw new Error(JSON.stringify(readiness.report()));
  });
}
