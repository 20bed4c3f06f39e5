import { mkdir, readFile, readdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';

import { renderNotice } from './render-notice.js';
import { renewsGolden } from './testing/golden.config.js';
import { SAMPLE_MAILS } from './sample-mails.js';

const folder = join(import.meta.dirname, 'golden');

describe('the committed mails', () => {
  it.each(Object.entries(SAMPLE_MAILS))('%s reads as committed', async (name, notice) => {
    const { subject, text, html } = renderNotice(notice);
    const files = { [`${name}.txt`]: `Subject: ${subject}\n\n${text}`, [`${name}.html`]: html };

    for (const [file, content] of Object.entries(files)) {
      expect(content).toBe(await committed(file, content));
    }
  });

  it('are all of them made by a test', async () => {
    const expected = Object.keys(SAMPLE_MAILS).flatMap((name) => [`${name}.html`, `${name}.txt`]);

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
