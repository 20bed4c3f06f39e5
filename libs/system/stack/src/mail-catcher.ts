import type { ChildProcess } from 'node:child_process';
import { spawn } from 'node:child_process';
import { closeSync, mkdirSync, openSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { freePort } from './free-port.js';

/** A mail that the catcher accepted. */
export interface CaughtMail {
  readonly messageId: string;
  readonly subject: string;
  readonly to: readonly { readonly address: string }[];
}

/** MailDev: a real SMTP server with a page that shows what arrived. */
export class MailCatcher {
  private constructor(
    private readonly child: ChildProcess,
    readonly smtpUrl: string,
    readonly pageUrl: string,
  ) {}

  static async start(root: string, logFolder: string): Promise<MailCatcher> {
    const [smtp, web] = [await freePort(), await freePort()];
    const log = openSync(join(logFolder, 'maildev.log'), 'a');
    const store = join(logFolder, 'mails');
    mkdirSync(store, { recursive: true });
    const child = spawn(
      process.execPath,
      [
        join(root, 'node_modules', 'maildev', 'dist', 'bin', 'maildev.js'),
        ...['--smtp', String(smtp), '--web', String(web)],
        ...['--ip', '127.0.0.1', '--web-ip', '127.0.0.1', '--mail-directory', store],
      ],
      { stdio: ['ignore', log, log], env: { PATH: '/usr/bin:/bin' } },
    );
    closeSync(log);
    const catcher = new MailCatcher(child, `smtp://127.0.0.1:${smtp}`, `http://127.0.0.1:${web}`);
    try {
      await catcher.answers();
    } catch (error) {
      await catcher.stop();
      throw error;
    }
    return catcher;
  }

  /** Everything that was accepted so far. */
  async mails(): Promise<CaughtMail[]> {
    const answer = await fetch(`${this.pageUrl}/api/email`);
    const mails = (await answer.json()) as {
      subject: string;
      to: CaughtMail['to'];
      headers: Record<string, string>;
    }[];
    return mails.map(({ subject, to, headers }) => {
      return { subject, to, messageId: headers['message-id'] ?? '' };
    });
  }

  /** The plain parts of everything that was accepted so far. */
  async texts(): Promise<string[]> {
    const answer = await fetch(`${this.pageUrl}/api/email`);
    return ((await answer.json()) as { text?: string }[]).map(({ text }) => text ?? '');
  }

  /** Ends it at once; its mails stay in the folder. May be asked for again. */
  async stop(): Promise<void> {
    if (this.hasEnded()) return;
    const gone = new Promise((resolve) => this.child.once('exit', resolve));
    this.child.kill('SIGKILL');
    await gone;
  }

  private async answers(): Promise<void> {
    for (let tries = 0; tries < 300; tries += 1) {
      if (this.hasEnded()) break;
      const answer = await fetch(`${this.pageUrl}/api/email`).catch(() => undefined);
      if (answer?.ok === true) return;
      await pause(100);
    }
    throw new Error('the mail catcher did not start; see maildev.log');
  }

  /** A child that a signal ended has no exit code. */
  private hasEnded(): boolean {
    return this.child.exitCode !== null || this.child.signalCode !== null;
  }
}
