import { setTimeout as pause } from 'node:timers/promises';

import type { SmtpSession } from './smtp-session.js';

/** A relay may refuse a connection that never ends; a fresh one costs little. */
const MAX_MESSAGES_PER_SESSION = 100;

/** The relay hears of an end later than we do; a fresh connection before that would be one too many. */
const LEAVING_MS = 25;

/** What the pool needs to know. */
export interface SmtpSessionPoolOptions {
  readonly create: () => SmtpSession;
  readonly idleMs: number;
  /** Hears the number of open connections whenever it changes. */
  readonly onChange: (open: number) => void;
}

/**
 * Keeps sessions that ended a message well for the next one. It opens no session by itself and sets
 * no bound: who asks for a session holds a slot, and takes an idle one before a fresh one, so there
 * are never more sessions than slots.
 */
export class SmtpSessionPool {
  private readonly open = new Map<SmtpSession, Promise<void>>();
  private readonly idle = new Map<SmtpSession, NodeJS.Timeout>();
  private readonly leaving = new Set<Promise<void>>();

  constructor(private readonly options: SmtpSessionPoolOptions) {}

  /** A session that worked before; the relay may have ended it meanwhile without our noticing. */
  takeIdle(): SmtpSession | undefined {
    for (const [session, timer] of this.idle) {
      clearTimeout(timer);
      this.idle.delete(session);
      if (session.isAlive) {
        return session;
      }
      this.drop(session);
    }
    return undefined;
  }

  /** A session without history, when those that are leaving have left. */
  async fresh(): Promise<SmtpSession> {
    await Promise.all(this.leaving);
    const session = this.options.create();
    this.open.set(session, this.seenOff(session));
    this.options.onChange(this.open.size);
    return session;
  }

  /** Gives back a session whose last message was accepted. */
  keep(session: SmtpSession): void {
    if (session.sentCount >= MAX_MESSAGES_PER_SESSION) {
      this.dismiss(session);
      return;
    }
    const timer = setTimeout(() => {
      this.idle.delete(session);
      this.dismiss(session);
    }, this.options.idleMs);
    this.idle.set(session, timer);
  }

  /** Ends a session that failed, at once. */
  drop(session: SmtpSession): void {
    session.close();
    this.leave(session);
  }

  /** Ends the idle sessions; those in use are their users' to end. */
  async close(): Promise<void> {
    for (let session = this.takeIdle(); session !== undefined; session = this.takeIdle()) {
      this.dismiss(session);
    }
    await Promise.all(this.leaving);
  }

  private dismiss(session: SmtpSession): void {
    void session.quit();
    this.leave(session);
  }

  private leave(session: SmtpSession): void {
    const gone = this.open.get(session);
    if (gone !== undefined) {
      this.leaving.add(gone);
      void gone.then(() => this.leaving.delete(gone));
    }
  }

  private async seenOff(session: SmtpSession): Promise<void> {
    await session.ended;
    await pause(LEAVING_MS);
    this.open.delete(session);
    this.options.onChange(this.open.size);
  }
}
