import { loadOpsConfig } from './ops.config.js';
import { runOps } from './run-ops.js';

async function ops(args: string[], environment: Record<string, string> = {}) {
  let [out, err] = ['', ''];
  const code = await runOps(
    args,
    {
      print: (text) => void (out += text),
      printError: (text) => void (err += text),
      isTerminal: false,
    },
    () => loadOpsConfig(environment),
  );
  return { code, out, err };
}

const COMMANDS = [
  ...['why', 'policy', 'feeds', 'quarantine', 'dead-letters', 'backfill', 'reconcile', 'audit'],
];

describe('ops', () => {
  it('tells its commands, their environment and the exit codes, without any configuration', async () => {
    const { code, out } = await ops(['--help']);
    expect(code).toBe(0);
    for (const command of COMMANDS) expect(out).toContain(command);
    expect(out).toMatch(/DATABASE_URL/);
    expect(out).toMatch(/78 bad configuration/);
  });

  it.each([
    ...COMMANDS.map((command) => [command]),
    ['policy', 'show'],
    ['policy', 'set'],
    ['quarantine', 'replay'],
    ['quarantine', 'list'],
    ['dead-letters', 'replay'],
    ['backfill', 'orders'],
    ['backfill', 'pause'],
  ])('explains %s %s', async (...args) => {
    const { code, out } = await ops([...args.filter(Boolean), '--help']);
    expect(code).toBe(0);
    expect(out).toMatch(/Usage: ops/);
  });

  it.each([[['eat']], [['quarantine', 'replay', '--rate', '0']], [['feeds', '--colour', 'red']]])(
    'refuses %j with 2 and a hint',
    async (args) => {
      const { code, err } = await ops(args, { DATABASE_URL: 'postgres://ajanta@localhost/x' });
      expect(code).toBe(2);
      expect(err).toMatch(/--help tells more/);
    },
  );

  it('I12: lists every bad variable by name, and no value, with 78', async () => {
    const { code, err } = await ops(['feeds'], {
      DATABASE_URL: 'mysql://secret@vindaloo',
      LOG_TAILER_URL: 'not a url',
      EXPECTED_FEEDS: 'events,gossip',
    });
    expect(code).toBe(78);
    for (const name of ['DATABASE_URL', 'LOG_TAILER_URL', 'EXPECTED_FEEDS']) {
      expect(err).toContain(name);
    }
    expect(err).not.toMatch(/secret|vindaloo|gossip/);
  });

  it('says with 1 when something broke, such as a database that is away', async () => {
    const { code, err } = await ops(['audit'], { DATABASE_URL: 'postgres://x@127.0.0.1:9/x' });
    expect(code).toBe(1);
    expect(err).not.toBe('');
  });
});
