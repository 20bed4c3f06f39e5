import { z } from 'zod';
import type { Channel, Flow, Message, Terms } from '../catalogue/catalogue.js';
import { isFormatted } from '../testing/prettier.js';
import { flowSection } from './flow-section.js';

const terms: Terms = {
  publisher: 'the kitchen',
  means: 'shouting',
  trigger: 'when a meal is ready',
  orderingKey: 'the order',
  guarantee: 'at most once',
  messageId: 'none',
};
const ready: Message = {
  key: 'ready',
  title: 'MealReady',
  when: 'A meal is ready.',
  says: 'come and get it',
  payload: z.looseObject({}),
  examples: [{ name: 'vindaloo', about: 'Vindaloo is ready.', payload: { orderId: 42 } }],
};
const kitchen: Channel = {
  key: 'kitchen',
  title: 'The kitchen',
  exchange: { name: 'ajanta.kitchen', type: 'topic', durable: true },
  routingKey: 'ready',
  parameters: {},
  terms,
  messages: [ready],
};

function aFlow(...channels: readonly Channel[]): Flow {
  const queue = {
    ...{ key: 'courier', name: 'courier.v1', consumer: 'a courier', outcome: 'taken' },
    ...{ effect: 'Takes it.', isOurs: true, bindings: [], channels },
  };
  return { title: 'From the kitchen', purpose: 'What is ready.', channels, queue, shown: 'ready' };
}

const section = (...channels: readonly Channel[]): string =>
  flowSection(aFlow(...channels), new Map([['ready', '`orderId`']]));

describe('flowSection', () => {
  it('tells what is promised, the messages, and one of them as it goes over the wire', async () => {
    expect(section(kitchen)).toBe(
      `## From the kitchen

What is ready.

|              | \`ajanta.kitchen\`, \`ready\` |
| ------------ | ------------------------- |
| published by | the kitchen, by shouting  |
| when         | when a meal is ready      |
| ordering key | the order                 |
| guarantee    | at most once              |
| message id   | none                      |

| message     | published when   | fields    | what it says    |
| ----------- | ---------------- | --------- | --------------- |
| \`MealReady\` | A meal is ready. | \`orderId\` | come and get it |

Vindaloo is ready.

\`\`\`json
{
  "orderId": 42
}
\`\`\``,
    );
    await expect(isFormatted(`${section(kitchen)}\n`, 'messages.md')).resolves.toBe(true);
  });

  it('tells once what several channels promise alike', () => {
    const bar = { ...kitchen, key: 'bar', exchange: { ...kitchen.exchange, name: 'ajanta.bar' } };
    expect(section(kitchen, bar)).toContain('each of the 2 exchanges');
    const other = { ...bar, terms: { ...terms, publisher: 'the bar' } };
    expect(section(kitchen, other)).not.toContain('each of');
    expect(section(kitchen, other)).toContain('`ajanta.bar`, `ready`');
  });

  it('has a column for whose a message is only where that is told', () => {
    expect(section(kitchen)).not.toContain('| whose');
    const told = { ...ready, origin: 'the cook’s' };
    expect(section({ ...kitchen, messages: [told] })).toMatch(
      /\| whose +\|.*\n.*\n.*\| the cook’s \|/,
    );
  });

  it('names apart what says nothing', () => {
    const silent = { ...ready, key: 'silence', names: ['PotStirred', 'SpoonDropped'] };
    const text = section({ ...kitchen, messages: [ready, silent] });
    expect(text).toContain('say nothing to the replica: `PotStirred`, `SpoonDropped`.');
    expect(text.match(/MealReady/g)).toHaveLength(1);
  });

  it('refuses to show a message that has no example, by its key', () => {
    const messages = [{ ...ready, examples: [] }];
    expect(() => section({ ...kitchen, messages })).toThrow(
      'ready: the page wants an example of it',
    );
  });
});
