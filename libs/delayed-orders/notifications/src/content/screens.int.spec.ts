import { mkdirSync } from 'node:fs';
import { join } from 'node:path';

import type { Notice } from '@ftgo/delayed-orders-domain';
import { type Browser, chromium, type Page } from 'playwright-core';

import { renderNotice } from './render-notice.js';
import { SAMPLE_MAILS } from './sample-mails.js';
import { chromiumPath } from './testing/chromium.config.js';
import { type Look, lookAtPage } from './testing/look-at-page.js';

const describeInBrowser = chromiumPath === undefined ? describe.skip : describe;
const WHY = chromiumPath === undefined ? ' (skipped: no Chromium on the PATH)' : '';

const PICTURES = join(import.meta.dirname, '../../../../../.local/screenshots/mails');
const SHADES = ['light', 'dark'] as const;
const VIEWS = Object.entries({ phone: 390, desktop: 800 }).flatMap(([device, width]) =>
  SHADES.map((shade) => ({ name: `${device}.${shade}`, width, shade })),
);
const HOSTILE = [
  '{{7*7}}<img src=x onerror="document.title=1">',
  `"><script>document.title=1</script><a href="https://evil.example">`,
  '</td></tr></table><style>*{display:none}</style><!--',
  'x'.repeat(10_000),
  '\u202eatnajA',
  '가'.repeat(10_000),
];
/** One mail of each layout, with all that it can have. */
const LAYOUTS = [
  ...['customer.at-risk-offer.en', 'customer.late.ko', 'customer.no-courier.en'],
  ...['customer.recovered.ko', 'customer-service.at-risk-offer.en', 'customer-service.incident.ko'],
].map((name) => [name, sample(name)] as const);

function sample(name: string): Notice {
  const notice = SAMPLE_MAILS[name];
  if (notice === undefined) throw new Error(`there is no mail ${name}`);
  return notice;
}

describeInBrowser(`the mails in a real browser${WHY}`, () => {
  let browser: Browser;
  const pages = new Map<string, Page>();
  const requests: string[] = [];

  beforeAll(async () => {
    mkdirSync(PICTURES, { recursive: true });
    browser = await chromium.launch({
      ...(chromiumPath === undefined ? {} : { executablePath: chromiumPath }),
      args: ['--no-sandbox', '--disable-gpu', '--disable-background-networking'],
    });
    for (const { name, width, shade } of VIEWS) {
      const viewport = { width, height: 700 };
      const page = await browser.newPage({ viewport, colorScheme: shade });
      // A mail program may load nothing; ours ask for nothing.
      await page.route('**/*', (route) => {
        requests.push(route.request().url());
        return route.abort();
      });
      pages.set(name, page);
    }
  });
  beforeEach(() => void requests.splice(0));
  afterAll(() => browser.close());

  async function look(html: string, view: string, picture?: string): Promise<Look> {
    const page = pages.get(view);
    if (page === undefined) throw new Error(`there is no view ${view}`);
    await page.setContent(html);
    if (picture !== undefined) {
      await page.screenshot({ path: join(PICTURES, `${picture}.${view}.png`), fullPage: true });
    }
    return page.evaluate(lookAtPage);
  }

  it.each(Object.entries(SAMPLE_MAILS))(
    '%s can be read on a phone and a desk, by day and by night',
    async (name, notice) => {
      const { html, subject } = renderNotice(notice);

      for (const view of VIEWS) {
        const seen = await look(html, view.name, name);

        expect(seen.overflow).toBeLessThanOrEqual(0);
        expect(seen.smallestPx).toBeGreaterThanOrEqual(13);
        expect(seen.leastContrast).toBeGreaterThanOrEqual(4.5);
        for (const height of seen.buttonHeights) expect(height).toBeGreaterThanOrEqual(44);
        // Nothing is missing where images are off.
        expect(seen).toMatchObject({ images: 0, scripts: 0, title: subject });
      }
      expect(requests).toEqual([]);
    },
  );

  it.each(LAYOUTS)('%s has a button for the offer, and no other link', async (_, notice) => {
    const { buttonHeights, links } = await look(renderNotice(notice).html, 'phone.light');
    const isOffered = notice.audience === 'CUSTOMER' && notice.offer !== undefined;

    expect(links).toEqual(isOffered ? [notice.offer.link] : []);
    expect(buttonHeights).toHaveLength(links.length);
  });

  it.each(
    HOSTILE.flatMap((restaurantName) =>
      LAYOUTS.map(([name, notice]) => {
        const title = JSON.stringify(restaurantName.slice(0, 30)).replace('\u202e', '\\u202e');
        return [title, name, restaurantName, notice] as const;
      }),
    ),
  )(
    'a restaurant called %s adds no element to %s and spoils no width',
    async (_title, _name, restaurantName, notice) => {
      const { incident } = notice;
      const { html, subject } = renderNotice({
        ...notice,
        restaurantName,
        incident: incident && { ...incident, name: restaurantName },
      });

      for (const { name } of VIEWS) {
        const ours = await look(renderNotice(notice).html, name);
        const { overflow, elements, links, title } = await look(html, name);

        expect({ elements, links, title }).toEqual({
          elements: ours.elements,
          links: ours.links,
          title: subject,
        });
        expect(overflow).toBeLessThanOrEqual(0);
      }
      expect(requests).toEqual([]);
    },
  );
});
