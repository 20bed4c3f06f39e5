import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { flowsOf, messagesOf } from '../catalogue/catalogue.js';
import { REPLICATED_COLUMNS } from '../schemas/replicated-columns.js';
import { catalogueNow, ROOT } from '../testing/checkout.js';
import { messagesPage } from './messages-page.js';

const CATALOGUE = catalogueNow();
const PAGE = messagesPage(CATALOGUE);
const LINES = PAGE.split('\n');

/** The cells of the first line of a table that begins with a cell. */
function rowOf(first: string): string[] {
  const line = LINES.find((each) => each.startsWith(`| ${first} `));
  if (line === undefined) throw new Error(`no table has a line of ${first}`);
  return line
    .slice(2, -2)
    .split(' | ')
    .map((cell) => cell.trim());
}

describe('the page of messages', () => {
  it('has a chapter for each flow', () => {
    const chapters = LINES.filter((line) => line.startsWith('## ')).map((line) => line.slice(3));
    expect(chapters).toEqual([
      'Where messages go',
      'What holds for every message',
      ...flowsOf(CATALOGUE).map(({ title }) => title),
    ]);
  });

  it('tells of each queue who takes from it and where its dead letters are', () => {
    expect(rowOf('`notification-dispatcher.email.v1`')).toEqual([
      '`notification-dispatcher.email.v1`',
      '`notification.email`',
      'notification-dispatcher',
      'one attempt to send, written into the ledger',
      '`notification-dispatcher.email.v1.dead-letters`',
    ]);
  });

  it('tells of each exchange its kind and its publisher', () => {
    expect(rowOf('`courierEvents`')).toEqual([
      '`courierEvents`',
      'fanout, not durable',
      '`{partition}`',
      'the monolith',
      '`replica-ingestion.tram.v1`',
    ]);
  });

  it.each(
    messagesOf(CATALOGUE)
      .filter(({ names }) => names === undefined)
      .map(({ title, when }) => [title, when] as const),
  )('tells when %s is published', (title, when) => {
    expect(rowOf(`\`${title}\``)).toContain(when);
  });

  it('tells the fields of a message and what it says', () => {
    expect(rowOf('`ftgo.order.picked-up.v1`').slice(2)).toEqual([
      '`orderId`, `version`, `pickedUpAt`, `courierId?`',
      'state PICKED_UP, pickedUpAt, courierId',
    ]);
  });

  it('tells whose a Tram event is', () => {
    expect(rowOf('`TicketAcceptedEvent`')[1]).toBe('FTGO’s own');
    expect(rowOf('`OrderDelivered`')[1]).toBe('added for this service');
  });

  it.each(['TicketCreatedEvent', 'RestaurantMenuRevised', 'OrderRevisionProposed'])(
    'names %s among those that say nothing',
    (name) => {
      const [, silent = ''] = PAGE.split('These are acknowledged and say nothing');
      expect(silent.split('\n\n')[0]).toContain(`\`${name}\``);
    },
  );

  it('lists every column that is read', () => {
    for (const [table, columns] of Object.entries(REPLICATED_COLUMNS)) {
      for (const { name } of columns) {
        expect(
          LINES.some((line) => new RegExp(`^\\| \`${table}\` +\\| \`${name}\` `).test(line)),
        ).toBe(true);
      }
    }
  });

  it('shows one message of each flow as it goes over the wire', () => {
    const blocks = [...PAGE.matchAll(/```json\n([^`]+)\n```/g)].map(([, json = '']) => json);
    expect(blocks).toHaveLength(flowsOf(CATALOGUE).length);
    for (const block of blocks) expect(() => JSON.parse(block) as unknown).not.toThrow();
  });

  it('links to nothing that is not there', () => {
    const links = [...PAGE.matchAll(/\]\(([^)]+)\)/g)].map(([, path = '']) => path);
    expect(links.length).toBeGreaterThan(10);
    for (const path of links)
      expect([path, existsSync(join(ROOT, 'docs', path))]).toEqual([path, true]);
  });
});
