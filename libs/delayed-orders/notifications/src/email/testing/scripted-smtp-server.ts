import { once } from 'node:events';
import { createServer, type AddressInfo, type Server, type Socket } from 'node:net';

/** Where a conversation can go wrong. `message` is after the final dot. */
export type SmtpStage = 'greeting' | 'ehlo' | 'mail' | 'rcpt' | 'data' | 'body' | 'message';

/** A reply, or a way of not giving one. */
export type SmtpAction =
  | { readonly reply: string; readonly afterMs?: number }
  | { readonly drip: string; readonly everyMs: number }
  | 'reset'
  | 'finish'
  | 'hang';

/** Decides by whom a message is for; undefined leaves it to the script. */
export type SmtpDecision = (
  stage: SmtpStage,
  recipients: readonly string[],
) => SmtpAction | undefined;

interface ScriptedSmtpServerOptions {
  readonly isPipelining?: boolean;
  readonly decide?: SmtpDecision;
}

/** A message whose final dot reached the server, when (performance.now()), and whether it was kept. */
export interface ReceivedMessage {
  readonly atMs: number;
  readonly recipients: readonly string[];
  readonly source: string;
  readonly isKept: boolean;
}

const REPLIES: Readonly<Record<Exclude<SmtpStage, 'body'>, string>> = {
  greeting: '220 relay.example ESMTP',
  ehlo: '250 relay.example',
  mail: '250 2.1.0 ok',
  rcpt: '250 2.1.5 ok',
  data: '354 go on',
  message: '250 2.0.0 kept',
};

const PIPELINING_EHLO = '250-relay.example\r\n250 PIPELINING';

/**
 * A relay on loopback that answers each stage as it is told, and notes what it has seen. A message
 * counts as kept when the server took it before the answer got lost, as a real relay would.
 */
export class ScriptedSmtpServer {
  readonly received: ReceivedMessage[] = [];
  readonly commands: string[] = [];
  connectionCount = 0;
  mostConnections = 0;
  private readonly script = new Map<SmtpStage, SmtpAction[]>();
  private readonly sockets = new Set<Socket>();
  private readonly reached = new Map<SmtpStage, PromiseWithResolvers<void>>();
  private readonly server: Server;

  private constructor(
    readonly isPipelining: boolean,
    private readonly decide: SmtpDecision,
  ) {
    this.server = createServer({ noDelay: true }, (socket) => this.accept(socket));
  }

  static async start({ isPipelining, decide }: ScriptedSmtpServerOptions = {}) {
    const relay = new ScriptedSmtpServer(isPipelining ?? false, decide ?? (() => undefined));
    relay.server.listen(0, '127.0.0.1');
    await once(relay.server, 'listening');
    return relay;
  }

  get port(): number {
    return (this.server.address() as AddressInfo).port;
  }

  get openConnections(): number {
    return this.sockets.size;
  }

  /** Messages that the relay has, in the order of their coming. */
  get kept(): readonly ReceivedMessage[] {
    return this.received.filter((message) => message.isKept);
  }

  /** Does `actions` at the next times that `stage` is reached, one each; then answers well again. */
  at(stage: SmtpStage, ...actions: readonly SmtpAction[]): this {
    this.script.set(stage, [...(this.script.get(stage) ?? []), ...actions]);
    return this;
  }

  /** Resolves when a conversation has reached `stage`. */
  async until(stage: SmtpStage): Promise<void> {
    await this.mark(stage).promise;
  }

  /** Ends every open connection as an idle time-out of the relay does. */
  async dropConnections(): Promise<void> {
    const dropped = [...this.sockets].map((socket) => {
      const closed = once(socket, 'close');
      socket.end();
      return closed;
    });
    await Promise.all(dropped);
  }

  async stop(): Promise<void> {
    this.sockets.forEach((socket) => socket.destroy());
    this.server.close();
    await once(this.server, 'close');
  }

  /** Tells the conversations what to do now. */
  next(stage: SmtpStage, recipients: readonly string[] = []): SmtpAction | undefined {
    this.mark(stage).resolve();
    const scripted = this.decide(stage, recipients) ?? this.script.get(stage)?.shift();
    if (scripted !== undefined || stage === 'body') {
      return scripted;
    }
    return { reply: stage === 'ehlo' && this.isPipelining ? PIPELINING_EHLO : REPLIES[stage] };
  }

  private mark(stage: SmtpStage): PromiseWithResolvers<void> {
    const mark = this.reached.get(stage) ?? Promise.withResolvers<void>();
    this.reached.set(stage, mark);
    return mark;
  }

  private accept(socket: Socket): void {
    this.sockets.add(socket);
    this.connectionCount += 1;
    this.mostConnections = Math.max(this.mostConnections, this.sockets.size);
    socket.on('close', () => this.sockets.delete(socket));
    socket.on('error', () => socket.destroy());
    new Conversation(this, socket).start();
  }
}

/** One client's dialogue: commands by line, then a message up to the dot. */
class Conversation {
  private unread = '';
  private isInBody = false;
  private isDeaf = false;
  private recipients: string[] = [];

  constructor(
    private readonly relay: ScriptedSmtpServer,
    private readonly socket: Socket,
  ) {}

  start(): void {
    this.socket.setEncoding('latin1').on('data', (chunk) => this.read(String(chunk)));
    this.act(this.relay.next('greeting'));
  }

  private read(chunk: string): void {
    if (this.isDeaf) return;
    this.unread += chunk;
    while (this.isInBody ? this.readBody() : this.readCommand());
  }

  private readCommand(): boolean {
    const end = this.unread.indexOf('\r\n');
    if (end < 0) {
      return false;
    }
    const command = this.unread.slice(0, end);
    this.unread = this.unread.slice(end + 2);
    this.relay.commands.push(command);
    this.obey(command);
    return !this.socket.destroyed;
  }

  private obey(command: string): void {
    const verb = (command.split(' ')[0] ?? '').toUpperCase();
    if (verb === 'QUIT') {
      this.socket.end('221 bye\r\n');
      return;
    }
    const action = this.answer(verb);
    if (verb === 'RCPT' && isReply(action, '2')) {
      this.recipients.push(command.replace(/^RCPT TO:<(.*)>.*$/i, '$1'));
    }
    this.isInBody = verb === 'DATA' && isReply(action, '354');
    this.act(action);
  }

  private answer(verb: string): SmtpAction | undefined {
    const stages = { EHLO: 'ehlo', MAIL: 'mail', RCPT: 'rcpt', DATA: 'data' } as const;
    const stage = stages[verb as keyof typeof stages];
    if (stage === undefined) {
      return { reply: '502 not here' };
    }
    const action = this.relay.next(stage, this.recipients);
    const isIdle = stage === 'data' && this.recipients.length === 0;
    return isIdle && isReply(action, '354') ? { reply: '554 nobody to send to' } : action;
  }

  private readBody(): boolean {
    const interruption = this.unread === '' ? undefined : this.relay.next('body', this.recipients);
    if (interruption !== undefined) {
      // What follows belongs to a message that the relay has done with.
      this.isDeaf = true;
      this.act(interruption);
      return false;
    }
    const end = `\r\n${this.unread}`.indexOf('\r\n.\r\n');
    if (end < 0) {
      return false;
    }
    const source = this.unread.slice(0, end);
    this.unread = this.unread.slice(end + 3);
    this.isInBody = false;
    this.endMessage(source);
    return true;
  }

  private endMessage(source: string): void {
    const action = this.relay.next('message', this.recipients);
    const isRefused = isReply(action, '4') || isReply(action, '5');
    const [recipients, atMs] = [this.recipients, performance.now()];
    this.relay.received.push({ atMs, recipients, source, isKept: !isRefused });
    this.recipients = [];
    this.act(action);
  }

  private act(action: SmtpAction | undefined): void {
    if (action === 'reset') {
      this.socket.resetAndDestroy();
    } else if (action === 'finish') {
      this.socket.end();
    } else if (typeof action === 'object' && 'reply' in action) {
      const { reply, afterMs } = action;
      if (afterMs === undefined) this.reply(reply);
      else setTimeout(() => this.reply(reply), afterMs);
    } else if (typeof action === 'object') {
      this.drip(action.drip, action.everyMs);
    }
  }

  private reply(text: string): void {
    if (!this.socket.writable) return;
    this.socket.write(`${text}\r\n`);
    if (text.startsWith('421')) this.socket.end();
  }

  /** Never silent for long, and never done. */
  private drip(text: string, everyMs: number): void {
    let position = 0;
    const timer = setInterval(() => {
      this.socket.write(text.charAt(position % text.length));
      position += 1;
    }, everyMs);
    this.socket.on('close', () => clearInterval(timer));
  }
}

function isReply(action: SmtpAction | undefined, start: string): boolean {
  return typeof action === 'object' && 'reply' in action && action.reply.startsWith(start);
}
