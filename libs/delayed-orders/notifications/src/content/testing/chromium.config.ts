import { existsSync } from 'node:fs';
import { delimiter, join } from 'node:path';

const NAMES = ['chromium', 'chromium-browser', 'google-chrome-stable', 'google-chrome'];
const folders = (process.env['PATH'] ?? '').split(delimiter);

/** The machine's Chromium, or undefined where there is none: the tests download no browser. */
export const chromiumPath = folders
  .flatMap((folder) => NAMES.map((name) => join(folder, name)))
  .find((path) => existsSync(path));
