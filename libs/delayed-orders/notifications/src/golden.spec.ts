import { mkdir, readFile, readdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';

import { LOCALES, type Notice } from '@ftgo/delayed-orders-domain';

import { renderNotice } from './render-notice.js';
import { renewsGolden } from './testing/golden.config.js';
import {
  aCancelledNotice,
  aClosesFirstNotice,
  aLateNotice,
  anAtRiskNotice,
  anOffer,
} from './testing/notices.js';

const folder = join(import.meta.dirname, 'golden');

const notices: Readonly<Record<string, Notice>> = {
  'at-risk': anAtRiskNotice(),
  'at-risk-offer': anAtRiskNotice({ offer: anOffer() }),
  late: aLateNotice(),
  cancelled: aCancelledNotice(),
  'closes-first': aClosesFirstNotice(),
};

const people = {
  customer: { audience: 'CUSTOMER' },
  'customer-service': { audience: 'CUSTOMER_SERVICE', customerIsTold: true },
} as const;

const mails: Readonly<Record<string, Notice>> = Object.fromEntries(
  LOCALES.flatMap((locale) =>
    Object.entries(people).flatMap(([reader, changes]) =>
      Object.entries(notices).map(([kind, notice]) => [
        `${reader}.${kind}.${locale}`,
        { ...notice, ...changes, locale, ...(reader === 'customer' && named(locale)) },
      ]),
    ),
  ),
);

function named(locale: string): Pick<Notice, 'firstName'> {
  return { firstName: locale === 'ko' ? '길동' : 'John' };
}

describe('the committed mails', () => {
  it.each(Object.entries(mails))('%s reads as committed', async (name, notice) => {
    const { subject, text, html } = renderNotice(notice);
    const files = { [`${name}.txt`]: `Subject: ${subject}\n\n${text}`, [`${name}.html`]: html };

    for (const [file, content] of Object.entries(files)) {
      expect(content).toBe(await committed(file, content));
    }
  });

  it('are all of them made by a test', async () => {
    const expected = Object.keys(mails).flatMap((name) => [`${name}.html`, `${name}.txt`]);

    const mailFiles = (await readdir(folder)).filter((name) => !name.startsWith('.'));

    expect(mailFiles.sort()).toEqual(expected.sort());
  });
});

/** With UPDATE_GOLDEN=1 writes the file first; look at the difference before committing it. */
async function committed(file: string, content: string): Promise<string> {
  if (renewsGolden) {
    await mkdir(folder, { recursive: true });
    await writeFile(join(folder, file), content);
  }
  return readFile(join(folder, file), 'utf8');
}
