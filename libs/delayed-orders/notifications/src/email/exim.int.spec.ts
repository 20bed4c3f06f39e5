import { aLateNotice } from '../content/sample-notices.js';
import { SmtpNotificationSender } from './smtp-notification-sender.js';
import { EximServer, findExim } from './testing/exim-server.js';

const notice = aLateNotice();
const program = findExim();

if (program === undefined) {
  describe.skip('I5: a real relay (skipped: there is no exim4 on this machine)', () => {
    it.todo('takes, puts off and refuses');
  });
} else {
  describe('I5: a real relay (Exim)', () => {
    let relay: EximServer;
    let sender: SmtpNotificationSender;

    beforeAll(async () => {
      relay = await EximServer.start(program);
      sender = new SmtpNotificationSender({
        server: { host: '127.0.0.1', port: relay.port, secure: false },
        from: 'FTGO <no-reply@ftgo.example>',
        domain: 'ftgo.example',
      });
    });
    afterAll(async () => {
      await sender?.close();
      await relay?.stop();
    });

    it('takes a notice: SENT, and the relay has it once with its Message-ID', async () => {
      expect(await sender.send(notice, 'john@example.com')).toEqual({ kind: 'SENT' });
      expect(relay.kept).toHaveLength(1);
      expect(relay.kept[0]).toContain(`<${notice.notificationId}@ftgo.example>`);
      expect(relay.kept[0]).toContain('john@example.com');
    });

    it.each([
      ['later', { kind: 'RETRY', cause: 'smtp.recipient.450' }],
      ['nobody', { kind: 'FAILED', cause: 'smtp.recipient.550' }],
      ['later-after-dot', { kind: 'RETRY', cause: 'smtp.message.451' }],
      ['spam', { kind: 'FAILED', cause: 'smtp.message.550' }],
    ])('has nothing of what it refuses: %s is told as %j', async (name, outcome) => {
      const before = relay.kept.length;
      expect(await sender.send(notice, `${name}@example.com`)).toEqual(outcome);
      expect(relay.kept).toHaveLength(before);
    });

    it('takes the next notice after each refusal', async () => {
      const before = relay.kept.length;
      for (const name of ['john', 'later', 'mary', 'spam', 'john'])
        await sender.send(notice, `${name}@example.com`);
      expect(relay.kept).toHaveLength(before + 3);
    });
  });
}
