import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { jest } from '@jest/globals';
import { SAMPLE_MAILS } from '@ftgo/delayed-orders-notifications';
import { ScriptedSmtpServer } from '@ftgo/delayed-orders-notifications/testing';
import type { ServiceDatabase } from '@ftgo/delayed-orders-persistence/testing';
import { serviceDatabase } from '@ftgo/delayed-orders-persistence/testing';
import type { Ran } from './testing/run.js';
import { run } from './testing/run.js';

let service: ServiceDatabase;
const ops = (...args: string[]): Promise<Ran> =>
  run({ DATABASE_URL: service.url, OPERATOR: 'jane' }, args);
const audited = async (): Promise<string[]> => {
  const actions = await service.database.query<{ action: string }>(
    'select action from operator_action order by action_id',
  );
  return actions.map(({ action }) => action);
};

beforeAll(async () => {
  service = await serviceDatabase();
});
afterAll(() => service.drop());

describe('ops customers', () => {
  it('keeps how a customer wants to hear, shows it, and forgets it, with an audit', async () => {
    expect((await ops('customers', 'show', '7')).out).toContain('has said nothing');
    expect((await ops('customers', 'prefer', '7', 'sms')).out).toContain('gets SMS from now on');
    expect((await ops('customers', 'show', '7')).out).toMatch(/wants SMS, since .* by jane/);
    expect((await ops('customers', 'prefer', '7', 'none')).out).toContain('gets nothing more');
    expect((await ops('customers', 'forget', '7')).code).toBe(0);
    expect(await ops('customers', 'forget', '7')).toMatchObject({ code: 2 });
    expect(await audited()).toEqual(['customers prefer', 'customers prefer', 'customers forget']);
  });

  it.each([
    ['john', 'EMAIL'],
    ['0', 'EMAIL'],
    ['7', 'PIGEON'],
    ['7', 'EMAIL,EMAIL'],
  ])('refuses customer %s with %s', async (customer, channels) => {
    expect(await ops('customers', 'prefer', customer, channels)).toMatchObject({ code: 2 });
  });
});

describe('ops webhooks replay', () => {
  const since = '2026-10-03T18:00:00Z';

  it('lets the receiver hear again of what was decided since, once it is not only counted', async () => {
    await service.database.query(
      `insert into delayed_order_notification (order_id, notification_id, promise_generation,
         condition, audience, channel, reason, decided_at, decided_on_version, use_by, state, settled_at)
       select order_id, gen_random_uuid(), 1, 'LATE', 'SUBSCRIBER', 'WEBHOOK', 'PROMISE_PASSED',
         at, 1, at, 'SENT', at
       from (values (1, timestamptz '2026-10-03T17:59:00Z'), (2, '2026-10-03T18:30:00Z'),
         (3, '2026-10-03T19:30:00Z')) as n (order_id, at)`,
    );
    const dry = await ops('webhooks', 'replay', '--since', since, '--dry-run');
    expect(dry.out).toContain('2 would be sent again; nothing was changed');
    const until = ['--until', '2026-10-03T19:00:00Z'];
    expect((await ops('webhooks', 'replay', '--since', since, ...until)).out).toContain(
      '1 will be',
    );
    const rows = await service.database.query(
      `select order_id, is_replay from delayed_order_notification where state = 'PENDING'`,
    );
    expect(rows).toEqual([{ order_id: 2, is_replay: true }]);
    expect((await audited()).at(-1)).toBe('webhooks replay');
  });

  it('refuses a time without its offset', async () => {
    const refused = await ops('webhooks', 'replay', '--since', '2026-10-03 18:00');
    expect(refused).toMatchObject({ code: 2 });
    expect(refused.err).toContain('2026-10-03T18:00:00Z');
  });
});

describe('ops mails', () => {
  it('writes every mail to look at, and a page that shows them all', async () => {
    const folder = mkdtempSync(join(tmpdir(), 'ftgo-mails-'));
    const { out } = await ops('mails', 'preview', '--out', folder, '--locale', 'ko');
    expect(out).toMatch(/2\d mails were written/);
    const index = readFileSync(join(folder, 'index.html'), 'utf8');
    expect(index.match(/src="customer\.at-risk-offer\.ko\.html"/g)).toHaveLength(4);
    expect(index).toContain('390 pixels, dark');
    expect(existsSync(join(folder, 'customer.late.ko.txt'))).toBe(true);
    expect(existsSync(join(folder, 'customer.late.en.txt'))).toBe(false);
    rmSync(folder, { recursive: true, force: true });
  });

  it('shows what it would send, and sends one for the asking', async () => {
    const args = ['mails', 'send', 'customer.late.en', '--to', 'jane@ftgo.example'];
    expect((await ops(...args, '--dry-run')).out).toContain(
      'Your order from [test] Ajanta is late',
    );
    const relay = await ScriptedSmtpServer.start();
    const environment = {
      SMTP_URL: `smtp://127.0.0.1:${relay.port}`,
      MAIL_FROM: 'FTGO <no-reply@ftgo.example>',
      MAIL_DOMAIN: 'ftgo.example',
      ALLOWED_RECIPIENTS: 'ftgo.example',
    };
    const replaced = jest.replaceProperty(process, 'env', environment);
    try {
      expect(await ops(...args)).toMatchObject({ code: 0, out: 'It was sent.\n' });
      expect(relay.received.map(({ recipients }) => recipients)).toEqual([
        [expect.stringContaining('jane@ftgo.example')],
      ]);
      const elsewhere = await ops(
        'mails',
        'send',
        'customer.late.en',
        '--to',
        'john@other.example',
      );
      expect(elsewhere).toMatchObject({ code: 2 });
      expect(relay.received).toHaveLength(1);
    } finally {
      replaced.restore();
      await relay.stop();
    }
  });

  it.each(Object.keys(SAMPLE_MAILS))('marks %s as a test in its subject', async (name) => {
    const { out } = await ops('mails', 'send', name, '--to', 'jane@ftgo.example', '--dry-run');
    expect(out).toMatch(/^Subject: .*\[test\] Ajanta/m);
  });

  it('names what it lacks, and what there is', async () => {
    expect((await ops('mails', 'send', 'vindaloo', '--to', 'a@b.example')).err).toContain(
      'ops mails list',
    );
    expect((await ops('mails', 'list')).out).toContain('customer-service.incident.en');
  });
});
