import { once } from 'node:events';
import type { Server } from 'node:http';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { text } from 'node:stream/consumers';
import { SmtpNotificationSender } from '@ftgo/delayed-orders-notifications';
import type { NotificationKey } from '@ftgo/delayed-orders-persistence';
import {
  PostgresFeeds,
  PostgresNotificationLedger,
  PostgresSendingRules,
} from '@ftgo/delayed-orders-persistence';
import type { ServiceDatabase } from '@ftgo/delayed-orders-persistence/testing';
import { serviceDatabase } from '@ftgo/delayed-orders-persistence/testing';
import { CustomerContactInfoProxy } from '@ftgo/monolith-contact-info';
import { Registry } from '@ftgo/platform-observability';
import type { CapturedLogger } from '@ftgo/platform-observability/testing';
import { captureLogger } from '@ftgo/platform-observability/testing';
import { SMTPServer } from 'smtp-server';
import { DispatcherMetrics } from './dispatcher-metrics.js';
import { NotificationDispatcher } from './notification-dispatcher.js';
import { aroundContacts } from './testing/around-contacts.js';
import { lateOrder, ledgerLine, letItBeDue, openAjanta } from './testing/late-order.js';

const EVIL = 'evil@evil.example';

/** A mail as the relay took it. */
interface Mail {
  readonly to: readonly string[];
  readonly source: string;
}

/** The real dispatcher between a monolith that says what it likes and a relay that reads all. */
describe('I8: whatever the monolith says of a customer', () => {
  let service: ServiceDatabase;
  let monolith: Server;
  let relay: SMTPServer;
  let refusal: string | undefined;
  let contacts: CustomerContactInfoProxy;
  let sender: SmtpNotificationSender;
  let dispatcher: NotificationDispatcher;
  let answer: { status: number; body: string };
  let log: CapturedLogger;
  let registry: Registry;
  let mails: Mail[];
  let ordersSoFar = 100;

  beforeAll(async () => {
    service = await serviceDatabase();
    await openAjanta(service.database);
    monolith = createServer((_request, response) => {
      response.writeHead(answer.status, { 'content-type': 'application/json' });
      response.end(answer.body);
    });
    await new Promise<void>((resolve) => monolith.listen(0, '127.0.0.1', resolve));
    relay = new SMTPServer({
      authOptional: true,
      disabledCommands: ['STARTTLS', 'AUTH'],
      disableReverseLookup: true,
      onRcptTo: (_address, _session, done) =>
        done(
          refusal === undefined ? null : Object.assign(new Error(refusal), { responseCode: 550 }),
        ),
      onData: (stream, { envelope }, done) => {
        void text(stream).then((source) => {
          mails.push({ to: envelope.rcptTo.map(({ address }) => address), source });
          done();
        });
      },
    });
    await once(relay.listen(0, '127.0.0.1'), 'listening');
  });
  afterAll(async () => {
    await new Promise<void>((resolve) => relay.close(() => resolve()));
    monolith.closeAllConnections();
    await new Promise((resolve) => monolith.close(resolve));
    await service.drop();
  });

  beforeEach(() => {
    [mails, refusal, log, registry] = [[], undefined, captureLogger(), new Registry()];
    const { port } = monolith.address() as AddressInfo;
    contacts = new CustomerContactInfoProxy({ baseUrl: `http://127.0.0.1:${port}` });
    sender = new SmtpNotificationSender({
      server: { host: '127.0.0.1', port: portOf(relay), secure: false },
      from: 'FTGO <no-reply@ftgo.example>',
      domain: 'ftgo.example',
    });
    dispatcher = new NotificationDispatcher({
      ledger: new PostgresNotificationLedger(service.database),
      feeds: new PostgresFeeds(service.database, { feeds: [], staleAfterMs: 60_000 }),
      rules: new PostgresSendingRules(service.database),
      ...aroundContacts(service.database, contacts),
      senders: { EMAIL: sender },
      metrics: new DispatcherMetrics(registry),
      logger: log.logger,
      random: () => 0.5,
    });
  });
  afterEach(() => Promise.all([contacts.close(), sender.close()]));

  const portOf = ({ server }: SMTPServer): number => (server.address() as AddressInfo).port;

  /** Lets the dispatcher try one notice, with this answer of the monolith. */
  async function tell(body: unknown, status = 200): Promise<NotificationKey> {
    answer = { status, body: typeof body === 'string' ? body : JSON.stringify(body) };
    const key = await lateOrder(service.database, { orderId: (ordersSoFar += 1) });
    await attempt(key);
    return key;
  }
  const attempt = (key: NotificationKey): Promise<void> => dispatcher.dispatch(key);

  /** Everything that stays of an attempt, wherever it is written down. */
  async function traces(): Promise<string> {
    const tables = ['delayed_order_notification', 'order_replica', 'delayed_order', 'outbox'];
    const rows = await Promise.all(
      tables.map((table) => service.database.query(`select * from ${table}`)),
    );
    return JSON.stringify([rows, log.lines, await registry.metrics()]);
  }

  it.each<[string, unknown]>([
    ['a line break and a header', `john@ftgo.example\r\nBcc: ${EVIL}`],
    ['a bare line feed and a command', `john@ftgo.example\nRCPT TO:<${EVIL}>`],
    ['a null character', `john@ftgo.example\0${EVIL}`],
    ['a second address', `john@ftgo.example,${EVIL}`],
    ['a name with another address', `"john@ftgo.example" <${EVIL}>`],
    ['a group', `all:john@ftgo.example,${EVIL};`],
    ['a reading-direction override', 'john@\u202eelpmaxe.ogtf'],
    ['ten thousand letters', `${'j'.repeat(10_000)}@ftgo.example`],
    ['markup', '<img src=x onerror=alert(1)>@ftgo.example'],
    ['a template', '{{7*7}} john@ftgo.example'],
    ['an address literal', 'john@[127.0.0.1]'],
    ['blanks', '   '],
    ['nothing', ''],
  ])(
    'an e-mail address with %s gets no mail to anybody, and is not tried again',
    async (_what, email) => {
      const key = await tell({ name: { firstName: 'John' }, email });
      await letItBeDue(service.database, key);
      await attempt(key);
      expect(mails).toEqual([]);
      const line = await ledgerLine(service.database, key);
      expect(line).toMatchObject({ attempt: 1, is_settled: true });
      expect(['FAILED address.unusable', 'SUPPRESSED NO_ADDRESS']).toContain(
        `${line?.state} ${line?.cause}`,
      );
      expect(await traces()).not.toMatch(/john|evil|onerror/i);
    },
  );

  it.each<[string, string]>([
    ['a line break and a header', `John\r\nBcc: ${EVIL}`],
    ['an encoded word', `=?utf-8?Q?John=0D=0ABcc:_${EVIL}?=`],
    ['markup', '<img src=x onerror=alert(1)>'],
    ['a template', '{{constructor.constructor("return process")()}}'],
    ['a reading-direction override', '\u202enhoJ'],
    ['ten thousand letters', 'J'.repeat(10_000)],
    ['an advertisement', 'Win at https://evil.example'],
  ])(
    'a first name with %s does not spoil the mail, which goes to one person',
    async (_what, firstName) => {
      const key = await tell({ name: { firstName }, email: 'john@ftgo.example' });
      expect(await ledgerLine(service.database, key)).toMatchObject({ state: 'SENT' });
      expect(mails.map(({ to }) => to)).toEqual([['john@ftgo.example']]);
      const [{ source } = { source: '' }] = mails;
      const [headers = ''] = source.split('\r\n\r\n');
      expect(headers).not.toMatch(/^bcc:/im);
      expect(source).not.toMatch(/<img|constructor\.constructor|https:\/\/evil|\u202e|J{300}/);
      expect(await traces()).not.toMatch(/john@|evil|onerror|nhoJ|JJJJ/i);
    },
  );

  it.each<[string, string, number]>([
    ['an error that repeats it', '{"error":"no such customer john@ftgo.example"}', 500],
    ['a refusal that repeats it', 'john@ftgo.example is blocked', 403],
    ['half an answer', '{"email":"john@ftgo.example","na', 200],
    ['an answer of another shape', '{"email":{"address":"john@ftgo.example"}}', 200],
    ['a page', '<html>john@ftgo.example</html>', 200],
    ['a list', '["john@ftgo.example"]', 200],
  ])('an address in %s is written down nowhere', async (_what, body, status) => {
    const key = await tell(body, status);
    const line = await ledgerLine(service.database, key);
    expect(line).toMatchObject({ state: 'RETRY', failures: 0, cause: 'contact.failed' });
    expect(mails).toEqual([]);
    expect(await traces()).not.toMatch(/john|ftgo\.example is blocked/i);
  });

  it('an address that the relay repeats when it refuses it is written down nowhere', async () => {
    refusal = 'no such user <john@ftgo.example>, call +1 510 555 0100';
    const key = await tell({ name: { firstName: 'John' }, email: 'john@ftgo.example' });
    expect(await ledgerLine(service.database, key)).toMatchObject({
      state: 'FAILED',
      cause: 'smtp.recipient.550',
    });
    expect(await traces()).not.toMatch(/john|555 0100/i);
  });

  it('an address lives for one attempt: the next asks again, and sends to what it hears', async () => {
    const first = await tell({ email: 'john@ftgo.example' });
    const second = await tell({ email: 'jane@ftgo.example' });
    for (const key of [first, second])
      expect(await ledgerLine(service.database, key)).toMatchObject({ state: 'SENT' });
    expect(mails.flatMap(({ to }) => to)).toEqual(['john@ftgo.example', 'jane@ftgo.example']);
  });
});
