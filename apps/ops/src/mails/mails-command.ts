import { mkdirSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import type { Locale, Notice } from '@ftgo/delayed-orders-domain';
import { LOCALES } from '@ftgo/delayed-orders-domain';
import {
  mayReceive,
  renderNotice,
  SAMPLE_MAILS,
  smtpServer,
  SmtpNotificationSender,
} from '@ftgo/delayed-orders-notifications';
import { Command, Option } from 'commander';
import { loadMailConfig } from '../ops.config.js';
import { Refused } from '../refused.js';
import type { Surroundings } from '../surroundings.js';
import { galleryPage } from './gallery-page.js';

const NAMES = Object.keys(SAMPLE_MAILS);

/** `ops mails`: what customers and customer service read, to look at and to try. */
export function mailsCommand(around: Surroundings): Command {
  const command = new Command('mails').description('what the mails say: to look at, and to try');
  command
    .command('list')
    .description('the mails by name: reader, kind, language')
    .action(() => around.output.print(`${NAMES.join('\n')}\n`));
  command
    .command('preview')
    .description('writes every mail as a page and as text, with a page that shows them all')
    .option('--out <folder>', 'where to', 'mail-preview')
    .addOption(new Option('--locale <language>', 'in one language only').choices(LOCALES))
    .action((given: { out: string; locale?: Locale }) => preview(around, given));
  command
    .command('send')
    .description('sends one mail with made-up content over SMTP_URL, to see it arrive')
    .argument('<name>', 'which; see ops mails list')
    .requiredOption('--to <address>', 'to whom')
    .option('--dry-run', 'shows what would be sent, and sends nothing')
    .addHelpText('after', MAIL_VARIABLES)
    .action((name: string, given: { to: string; dryRun?: boolean }) => send(around, name, given));
  return command;
}

const MAIL_VARIABLES = `
Environment, as the dispatcher has them:
  SMTP_URL              where mail is handed over; the first of several is used
  MAIL_FROM             who it is from
  MAIL_DOMAIN           right-hand side of its Message-ID
  ALLOWED_RECIPIENTS    everybody, nobody, or who may get anything at all`;

function preview(
  { output }: Surroundings,
  { out, locale }: { out: string; locale?: Locale },
): void {
  const folder = resolve(out);
  mkdirSync(folder, { recursive: true });
  const mails = Object.entries(SAMPLE_MAILS).filter(
    ([, notice]) => locale === undefined || notice.locale === locale,
  );
  for (const [name, notice] of mails) {
    const { subject, text, html } = renderNotice(notice);
    writeFileSync(join(folder, `${name}.html`), html);
    writeFileSync(join(folder, `${name}.txt`), `Subject: ${subject}\n\n${text}`);
  }
  const shown = mails.map(([name, notice]) => ({ name, subject: renderNotice(notice).subject }));
  writeFileSync(join(folder, 'index.html'), galleryPage(shown));
  output.print(`${mails.length} mails were written; open ${join(folder, 'index.html')}\n`);
}

async function send(
  { output }: Surroundings,
  name: string,
  { to, dryRun = false }: { to: string; dryRun?: boolean },
): Promise<void> {
  const notice = sampleOf(name);
  const { subject, text } = renderNotice(notice);
  if (dryRun) {
    output.print(`Nothing was sent. This would be:\n\nSubject: ${subject}\n\n${text}`);
    return;
  }
  const { smtpUrl, from, domain, allowedRecipients } = loadMailConfig();
  if (!mayReceive(allowedRecipients, 'EMAIL', to)) {
    throw new Refused('ALLOWED_RECIPIENTS lets nothing be sent to that address');
  }
  const sender = new SmtpNotificationSender({ server: smtpServer(smtpUrl), from, domain });
  try {
    const outcome = await sender.send(notice, to);
    if (outcome.kind !== 'SENT') throw new Error(`it was not surely sent: ${outcome.cause}`);
    output.print('It was sent.\n');
  } finally {
    await sender.close();
  }
}

/** The sample with an id of its own: a mail program would take a second one for the first. */
function sampleOf(name: string): Notice {
  const notice = Object.hasOwn(SAMPLE_MAILS, name) ? SAMPLE_MAILS[name] : undefined;
  if (notice === undefined) throw new Refused(`there is no mail "${name}"; see ops mails list`);
  const notificationId = crypto.randomUUID() as Notice['notificationId'];
  // Whoever gets it by mistake sees that it is none of their orders.
  const { incident } = notice;
  return {
    ...notice,
    notificationId,
    restaurantName: marked(notice.restaurantName),
    incident: incident && { ...incident, name: marked(incident.name) },
  };
}

const marked = (name: string): string => `[test] ${name}`;
