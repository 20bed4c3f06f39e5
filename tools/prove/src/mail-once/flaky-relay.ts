import type {
  ReceivedMessage,
  SmtpAction,
  SmtpStage,
} from '@ftgo/delayed-orders-notifications/testing';
import { ScriptedSmtpServer } from '@ftgo/delayed-orders-notifications/testing';

/** What the relay does instead of its part: at which stage, and how often of a hundred times. */
interface Whim {
  readonly name: string;
  readonly stage: SmtpStage;
  readonly percent: number;
  readonly action: SmtpAction;
}

const WHIMS: readonly Whim[] = [
  { name: '421 at the greeting', stage: 'greeting', percent: 5, action: { reply: '421 busy' } },
  { name: '451 at DATA', stage: 'data', percent: 3, action: { reply: '451 later' } },
  { name: 'reset before the body', stage: 'data', percent: 2, action: 'reset' },
  { name: 'reset before the dot', stage: 'body', percent: 2, action: 'reset' },
  { name: 'reset after the dot', stage: 'message', percent: 3, action: 'reset' },
  { name: 'close after the dot', stage: 'message', percent: 1, action: 'finish' },
  { name: '451 after the dot', stage: 'message', percent: 3, action: { reply: '451 later' } },
  {
    ...{ name: 'slow after the dot', stage: 'message', percent: 2 },
    action: { reply: '250 kept', afterMs: 1_500 },
  },
];

/** Whims after which the sender cannot know whether the relay has the message. */
const LEAVES_DOUBT = new Set([
  'reset before the dot',
  'reset after the dot',
  'close after the dot',
]);

/** A relay needs a moment to write a message to its disk. */
const KEEPING_MS = { atLeast: 40, spread: 120 };

/** A relay with whims, drawn by chance; knows what it did to whom. */
export class FlakyRelay {
  readonly done = new Map<string, number>();
  private readonly doubts = new Map<string, number>();
  private constructor(private readonly server: ScriptedSmtpServer) {}

  static async start(random: () => number): Promise<FlakyRelay> {
    const relay: FlakyRelay = new FlakyRelay(
      await ScriptedSmtpServer.start({
        decide: (stage, recipients) => relay.decide(stage, recipients[0], random),
      }),
    );
    return relay;
  }

  get port(): number {
    return this.server.port;
  }

  /** What the relay has of everybody. */
  get kept(): readonly ReceivedMessage[] {
    return this.server.kept;
  }

  /** How often it left a sender in doubt about a message to this address. */
  doubtsAbout(address: string): number {
    return this.doubts.get(address) ?? 0;
  }

  stop(): Promise<void> {
    return this.server.stop();
  }

  private decide(
    stage: SmtpStage,
    recipient: string | undefined,
    random: () => number,
  ): SmtpAction | undefined {
    let left = random() * 100;
    for (const whim of WHIMS.filter((each) => each.stage === stage)) {
      left -= whim.percent;
      if (left < 0) return this.indulge(whim, recipient);
    }
    if (stage !== 'message') return undefined;
    const afterMs = KEEPING_MS.atLeast + Math.round(random() * KEEPING_MS.spread);
    return { reply: '250 kept', afterMs };
  }

  private indulge({ name, action }: Whim, recipient: string | undefined): SmtpAction {
    this.done.set(name, (this.done.get(name) ?? 0) + 1);
    if (recipient !== undefined && LEAVES_DOUBT.has(name)) {
      this.doubts.set(recipient, this.doubtsAbout(recipient) + 1);
    }
    return action;
  }
}
