import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { AppProcess } from './app-process.js';

/** A program that is ready as soon as it listens, tells its environment, and ends when asked. */
const SERVER = `
const { createServer } = require('node:http');
console.log('started');
createServer((request, answer) => answer.end(JSON.stringify(process.env)))
  .listen(Number(process.env.HTTP_PORT), process.env.HTTP_HOST);
process.on('SIGTERM', () => process.exit(0));`;

/** A program that says "no" at /readyz until it was asked twice. */
const SLOW = `
const { createServer } = require('node:http');
let asked = 0;
createServer((request, answer) => {
  answer.statusCode = request.url === '/readyz' && (asked += 1) > 2 ? 200 : 503;
  answer.end(String(asked));
}).listen(Number(process.env.HTTP_PORT), process.env.HTTP_HOST);`;

describe('a built program as a process', () => {
  let root: string;
  let apps: AppProcess[] = [];
  beforeEach(() => {
    root = mkdtempSync(join(tmpdir(), 'ftgo app process '));
  });
  afterEach(async () => {
    await Promise.all(apps.splice(0).map((each) => each.kill()));
    rmSync(root, { recursive: true, force: true });
  });

  const program = (
    main: string | undefined,
    environment: Record<string, string> = {},
  ): AppProcess => {
    const folder = join(root, 'dist', 'apps', 'delay-scanner');
    mkdirSync(folder, { recursive: true });
    if (main !== undefined) writeFileSync(join(folder, 'main.js'), main);
    const app = new AppProcess({
      app: 'delay-scanner',
      name: 'delay-scanner-2',
      root,
      logFolder: root,
      environment,
    });
    apps.push(app);
    return app;
  };
  const environmentOf = async (app: AppProcess): Promise<Record<string, string>> =>
    (await (await fetch(app.url)).json()) as Record<string, string>;

  it('is ready when it says so itself, and not before', async () => {
    const app = program(SLOW);
    await app.start();
    await app.ready();
    expect(Number(await (await fetch(app.url)).text())).toBeGreaterThan(2);
  });

  it('gets what it is given and nothing else of the environment', async () => {
    const app = program(SERVER, { SCANNER_TICK_MS: '50', HTTP_HOST: '127.0.0.1' });
    await app.start();
    await app.ready();
    const seen = await environmentOf(app);
    expect(Object.keys(seen).sort()).toEqual(['HTTP_HOST', 'HTTP_PORT', 'PATH', 'SCANNER_TICK_MS']);
    expect(app.url).toBe(`http://127.0.0.1:${seen['HTTP_PORT']}`);
  });

  it('keeps its port over kill -9 and restart, and counts the kills that met it', async () => {
    const app = program(SERVER);
    await app.kill();
    await app.start();
    await app.ready();
    const { url } = app;
    await app.kill();
    await app.kill();
    expect([app.kills, app.isRunning()]).toEqual([1, false]);
    await app.start();
    await app.ready();
    expect([app.url, app.isRunning()]).toEqual([url, true]);
  });

  it('ends when it is asked to, as often as it is asked', async () => {
    const app = program(SERVER);
    await app.stop();
    await app.start();
    await app.ready();
    await app.stop();
    await app.stop();
    expect(app.isRunning()).toBe(false);
    expect(await app.finished()).toBe(0);
  });

  it.each([
    ['a job that is done', 'process.exit(0)', 0],
    ['bad configuration', 'process.exit(78)', 78],
    ['a crash', 'throw new Error("burnt")', 1],
    ['a kill from outside', 'process.kill(process.pid, "SIGKILL")', null],
  ])('tells the exit code of %s', async (_what, main, code) => {
    const app = program(main);
    await app.start();
    expect(await app.finished()).toBe(code);
    expect(await app.finished()).toBe(code);
  });

  it.each([
    ['crashes', 'throw new Error("burnt")'],
    ['was never built', undefined],
  ])('that %s names itself and its log instead of becoming ready (I12)', async (_what, main) => {
    const app = program(main);
    await app.start();
    await expect(app.ready()).rejects.toThrow(/delay-scanner-2 ended at its start; see .*\.log/);
    expect(readFileSync(app.logFile, 'utf8')).toMatch(main ? 'burnt' : 'Cannot find module');
  });

  it('adds to its log at each start', async () => {
    const app = program('console.log("Chicken Vindaloo")');
    for (let start = 0; start < 2; start += 1) {
      await app.start();
      await app.finished();
    }
    expect(readFileSync(app.logFile, 'utf8')).toBe('Chicken Vindaloo\nChicken Vindaloo\n');
  });
});
