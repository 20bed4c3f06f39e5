import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { RefusedInput } from './refused-input.js';
import { readSourceText } from './source-text.js';

const MENU = 'dish,price\nChicken Vindaloo,12.34\n아잔타 🍛,0.00\n';

describe('the text of a source', () => {
  let folder: string;

  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'tool traces source-'));
  });
  afterAll(() => rm(folder, { recursive: true }));

  const given = async (name: string, content: string | Buffer): Promise<string> => {
    const path = join(folder, name);
    await writeFile(path, content);
    return path;
  };

  it.each<[string, string, string | Buffer]>([
    ['plain', 'menu.csv', MENU],
    ['compressed', 'menu.csv.gz', gzipSync(MENU)],
    ['compressed, under a name that does not say so', 'menu-packed.csv', gzipSync(MENU)],
    ['plain, under a name that says otherwise', 'menu-plain.csv.gz', MENU],
  ])('is read to the letter: %s', async (_what, name, content) => {
    await expect(readSourceText(await given(name, content))).resolves.toBe(MENU);
  });

  it.each<[string, string | Buffer]>([
    ['empty', ''],
    ['a single byte', 'x'],
    ['the first byte of the mark of gzip', Buffer.from([0x1f])],
  ])('may be %s', async (what, content) => {
    const text = await readSourceText(await given(`${what}.csv`, content));
    expect(Buffer.from(text)).toEqual(Buffer.from(content));
  });

  it.each<[string, (name: string) => Promise<string>]>([
    ['not there', (name) => Promise.resolve(join(folder, `${name} gone.csv`))],
    ['a folder', () => Promise.resolve(folder)],
    ['cut off', (name) => given(`${name}.gz`, gzipSync(MENU).subarray(0, 20))],
    ['only the mark of gzip', (name) => given(`${name}.gz`, Buffer.from([0x1f, 0x8b]))],
  ])(
    'is refused with the name of the file and the cause when it is %s (I12)',
    async (what, make) => {
      const path = await make(what);
      const failure: unknown = await readSourceText(path).catch((error: unknown) => error);
      expect(failure).toBeInstanceOf(RefusedInput);
      expect(failure).toMatchObject({
        message: expect.stringContaining(`${path}: expected a readable file`),
        cause: expect.objectContaining({ code: expect.any(String) }),
      });
    },
  );
});
