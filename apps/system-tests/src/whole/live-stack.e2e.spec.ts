import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DelayedOrdersPage, DeliveryStatistics } from '@ftgo/delayed-orders-contracts';
import { madeTrace, writeTrace } from '@ftgo/monolith-traces';
import { freePort, Stack, waitUntil } from '@ftgo/system-stack';
import { proveDashboard } from '../deploy/testing/dashboard-proof.js';
import { describeIf } from '../deploy/testing/describe-if.js';
import { lackingNginx, startNginxFromKong } from '../deploy/testing/nginx-from-kong.js';
import { lackingPrometheus } from '../deploy/testing/prometheus-server.js';
import { loadWholeConfig } from './testing/whole.config.js';

const FIVE_MINUTES = 300_000;
const SPEED = 300;

describe('the whole service while orders come in', () => {
  let stack: Stack;
  let folder: string;

  beforeAll(async () => {
    folder = mkdtempSync(join(tmpdir(), 'ftgo-live-'));
    stack = await Stack.start({ ...loadWholeConfig(), folder });
    const traceFile = join(folder, 'made.csv');
    await writeTrace(traceFile, madeTrace({ orders: 120 }));
    const begun = await stack.simulator.replay({ traceFile, speed: SPEED });
    await stack.clock.follow(new Date(begun.startsAt), begun.clock?.segments ?? []);
  }, FIVE_MINUTES);

  afterAll(async () => {
    await stack.stop();
    rmSync(folder, { recursive: true, force: true });
  }, FIVE_MINUTES);

  const get = async (path: string): Promise<unknown> =>
    (await fetch(`${stack.apiUrl}${path}`)).json();

  it(
    'lists delayed orders with what was sent and no contact data (I8)',
    async () => {
      await waitUntil('a late order is listed', async () => {
        const { orders } = DelayedOrdersPage.parse(await get('/delayed-orders'));
        return orders.some(({ told }) => told.some(({ state }) => state === 'SENT'));
      });
      const page = await get('/delayed-orders');
      expect(DelayedOrdersPage.parse(page).asOf).not.toBeNull();
      expect(JSON.stringify(page)).not.toMatch(/@|customers\.example/);
    },
    FIVE_MINUTES,
  );

  it(
    'lets a customer accept an offer once, and the monolith books the credit',
    async () => {
      const offer = await firstOffer(stack);
      const [page, accepted, again] = [
        await fetch(offer.link),
        await fetch(offer.link, { method: 'POST' }),
        await fetch(offer.link, { method: 'POST' }),
      ];
      expect([page.status, accepted.status, again.status]).toEqual([200, 200, 200]);
      const simulator = stack.apps.find(({ app }) => app === 'monolith-simulator');
      await waitUntil('the credit is booked', async () => {
        const answer = await fetch(`${simulator?.url}/consumers/${offer.consumerId}/credits`);
        const credits = (await answer.json()) as { offerId: string }[];
        return credits.filter(({ offerId }) => offerId === offer.offerId).length === 1;
      });
    },
    FIVE_MINUTES,
  );

  it('keeps statistics of the orders that ended', async () => {
    await waitUntil('an order has ended', async () => {
      const statistics = DeliveryStatistics.parse(await get('/delivery-statistics'));
      return statistics.total.delivered > 0 && statistics.byRestaurant.length > 0;
    });
  });

  describeIf(lackingPrometheus(), 'the dashboard', () => {
    it(
      'has an answer to each of its queries from the metrics that the programs expose',
      async () => {
        const targets = stack.apps.map(({ app, url }) => ({ app, url }));
        const proved = await proveDashboard({ targets, minutes: 1 });
        expect(proved.filter(({ series }) => series === 0)).toEqual([]);
      },
      FIVE_MINUTES,
    );
  });

  describeIf(lackingNginx(), 'behind the nginx that stands in for Kong', () => {
    it('routes the service’s paths to the API, and everything else to the monolith', async () => {
      const simulator = stack.apps.find(({ app }) => app === 'monolith-simulator');
      const gateway = await startNginxFromKong({
        kongFile: join(loadWholeConfig().root, 'deploy/kong/kong.yaml'),
        upstreams: { 'delayed-orders-api': stack.apiUrl, monolith: simulator?.url ?? '' },
        port: await freePort(),
      });
      try {
        const page: unknown = await (await fetch(`${gateway.url}/delayed-orders`)).json();
        expect(() => DelayedOrdersPage.parse(page)).not.toThrow();
        const order = (await (await fetch(`${gateway.url}/orders/1`)).json()) as object;
        expect(order).toMatchObject({ orderId: 1 });
        expect((await fetch(`${gateway.url}/metrics`)).status).toBe(404);
      } finally {
        await gateway.stop();
      }
    });
  });
});

interface MadeOffer {
  readonly offerId: string;
  readonly consumerId: number;
  readonly link: string;
}

/** The first offer whose mail has arrived, with the link as the customer reads it. */
async function firstOffer(stack: Stack): Promise<MadeOffer> {
  let found: MadeOffer | undefined;
  await waitUntil('a mail with an offer arrives', async () => {
    const link = (await stack.mail.texts())
      .map((text) => /http\S+\/offers\/\S+/.exec(text)?.[0])
      .find(Boolean);
    if (link === undefined) return false;
    const body = Buffer.from(link.split('/').at(-1)?.split('.')[0] ?? '', 'base64url').toString();
    const offerId = body.split(' ')[2] ?? '';
    const [row] = await stack.database.query<{ consumer_id: number }>(
      'select consumer_id from offer where offer_id = $1',
      [offerId],
    );
    found = row && { offerId, consumerId: row.consumer_id, link };
    return found !== undefined;
  });
  if (found === undefined) throw new Error('no offer was found');
  return found;
}
