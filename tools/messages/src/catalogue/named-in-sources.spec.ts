import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { catalogueNow, ROOT } from '../testing/checkout.js';
import { flowsOf, messagesOf } from './catalogue.js';

const isSource = (path: string): boolean =>
  /\/src\/.*\.ts$/.test(`/${path}`) && !/node_modules|\/dist\/|\.spec\.ts$|\/testing\//.test(path);

/** The sources of programs and libraries, without their tests. */
function* sources(): Generator<string> {
  for (const folder of ['apps', 'libs']) {
    // Tests of the whole name what they look at; they declare nothing.
    for (const path of readdirSync(join(ROOT, folder), { recursive: true }) as string[]) {
      if (isSource(path) && !path.startsWith('system')) {
        yield readFileSync(join(ROOT, folder, path), 'utf8');
      }
    }
  }
}

/** Queues and types end in their version; nothing else in the sources does. */
const VERSIONED = /'([a-z][a-z-]*(?:\.[a-z][a-z-]*)+\.v\d+)'/g;

/** What the simulator sends so that nobody knows it. */
const INVENTED = ['ftgo.order.left-a-review.v1'];

const CATALOGUE = catalogueNow();
const QUEUES = flowsOf(CATALOGUE).map(({ queue }) => queue.name);
const TYPES = messagesOf(CATALOGUE).map(({ key }) => key);

describe('the catalogue', () => {
  const named = new Set(
    [...sources()].flatMap((source) =>
      [...source.matchAll(VERSIONED)].map(([, name = '']) => name),
    ),
  );

  it('has every queue and every type that the programs’ sources name', () => {
    const known = [...QUEUES, ...TYPES, ...INVENTED];
    expect([...named].filter((name) => !known.includes(name))).toEqual([]);
  });

  it('has no queue that no program names', () => {
    expect(QUEUES.filter((queue) => !named.has(queue))).toEqual([]);
  });

  it('names each message and each channel once', () => {
    const channels = flowsOf(CATALOGUE).flatMap(({ channels, queue }) => [
      ...channels.map(({ key }) => key),
      queue.key,
    ]);
    for (const keys of [TYPES, channels]) expect(new Set(keys).size).toBe(keys.length);
  });

  it('shows people a message of each flow', () => {
    for (const { channels, shown } of flowsOf(CATALOGUE)) {
      const keys = channels.flatMap(({ messages }) => messages.map(({ key }) => key));
      expect(keys).toContain(shown);
    }
  });
});
