import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { createTransport } from 'nodemailer';
import { eventually } from '@ftgo/platform-observability/testing';
import { MailCatcher } from './mail-catcher.js';

const ROOT = resolve(import.meta.dirname, '../../../..');

describe('the mail catcher', () => {
  let folder: string;
  let catcher: MailCatcher;
  beforeAll(async () => {
    folder = mkdtempSync(join(tmpdir(), 'ftgo mails '));
    catcher = await MailCatcher.start(ROOT, folder);
  });
  afterAll(async () => {
    await catcher?.stop();
    rmSync(folder, { recursive: true, force: true });
  });

  const send = async (messageId: string, mail: object): Promise<void> => {
    const transport = createTransport(catcher.smtpUrl);
    const from = 'FTGO <no-reply@ftgo.example>';
    await transport.sendMail({ messageId: `<${messageId}@ftgo.example>`, from, ...mail });
    transport.close();
  };

  it('has caught nothing at first', async () => {
    expect([await catcher.mails(), await catcher.texts()]).toEqual([[], []]);
  });

  it.each([
    ['plain', 'Your Chicken Vindaloo is late', 'It is on its way.'],
    ['in another script', 'Ajantā – 鶏のヴィンダルー 🍛', 'Unterwegs: Hühnchen für Zoë.'],
    ['long', 'x'.repeat(900), 'y'.repeat(9_000)],
    ['with markup', '<img src=x onerror=alert(1)>', '{{7*7}} <script>alert(1)</script>'],
  ])('shows a mail that is %s as it was sent, by its Message-ID', async (what, subject, text) => {
    const id = `notice-${what.replaceAll(' ', '-')}`;
    await send(id, { to: 'customer-7@ftgo.example', subject, text });
    await eventually(async () => {
      const [mail] = (await catcher.mails()).filter(({ messageId }) => messageId.includes(id));
      expect(mail).toMatchObject({ subject, to: [{ address: 'customer-7@ftgo.example' }] });
    });
    expect((await catcher.texts()).map((each) => each.trim())).toContain(text);
  });

  it('counts a mail that comes twice twice: it is the judge of I5', async () => {
    for (let copy = 0; copy < 2; copy += 1)
      await send('twice', { to: 'customer-8@ftgo.example', subject: 'again', text: 'again' });
    await eventually(async () => {
      const mails = await catcher.mails();
      expect(mails.filter(({ messageId }) => messageId.includes('twice'))).toHaveLength(2);
    });
  });

  it('is two where two are started, each with its own mails', async () => {
    const elsewhere = mkdtempSync(join(tmpdir(), 'ftgo mails '));
    const other = await MailCatcher.start(ROOT, elsewhere);
    expect(other.smtpUrl).not.toBe(catcher.smtpUrl);
    expect(await other.mails()).toEqual([]);
    await other.stop();
    await expect(other.mails()).rejects.toThrow();
    rmSync(elsewhere, { recursive: true, force: true });
  });

  it('may be stopped twice, also at once', async () => {
    const elsewhere = mkdtempSync(join(tmpdir(), 'ftgo mails '));
    const other = await MailCatcher.start(ROOT, elsewhere);
    await Promise.all([other.stop(), other.stop()]);
    await other.stop();
    rmSync(elsewhere, { recursive: true, force: true });
  });
});
