import { SmtpNotificationSender } from './smtp-notification-sender.js';
import { aLateNotice } from '../content/sample-notices.js';
import {
  ScriptedSmtpServer,
  type SmtpAction,
  type SmtpStage,
} from './testing/scripted-smtp-server.js';

const JOHN = 'john@example.com';
const notice = aLateNotice();

let relay: ScriptedSmtpServer;
let sender: SmtpNotificationSender;

afterEach(async () => {
  await sender.close();
  await relay.stop();
});

describe.each([
  ['that answers command by command', false],
  ['that takes commands in one go', true],
])('I5: with a relay %s, the sender', (_, isPipelining) => {
  beforeEach(async () => {
    relay = await ScriptedSmtpServer.start({ isPipelining });
    sender = new SmtpNotificationSender({
      server: { host: '127.0.0.1', port: relay.port, secure: false },
      from: 'FTGO <no-reply@ftgo.example>',
      domain: 'ftgo.example',
      timeouts: { socketMs: 500, greetingMs: 500 },
    });
  });

  const table: readonly (readonly [
    what: string,
    stage: SmtpStage,
    action: SmtpAction,
    outcome: { kind: string; cause?: string },
    copies: number,
  ])[] = [
    ['reset at RCPT', 'rcpt', 'reset', { kind: 'RETRY' }, 0],
    ['reset at DATA before 354', 'data', 'reset', { kind: 'RETRY' }, 0],
    [
      '550 at RCPT',
      'rcpt',
      { reply: '550 no john@example.com here' },
      { kind: 'FAILED', cause: 'smtp.recipient.550' },
      0,
    ],
    ['452 at DATA', 'data', { reply: '452 no room' }, { kind: 'RETRY', cause: 'smtp.data.452' }, 0],
    ['reset after the final dot', 'message', 'reset', { kind: 'UNKNOWN' }, 1],
    [
      'hang after the final dot',
      'message',
      'hang',
      { kind: 'UNKNOWN', cause: 'smtp.message.ETIMEDOUT' },
      1,
    ],
    [
      '451 after the dot',
      'message',
      { reply: '451 later, john@example.com' },
      { kind: 'RETRY', cause: 'smtp.message.451' },
      0,
    ],
    ['250', 'message', { reply: '250 kept' }, { kind: 'SENT' }, 1],

    ['421 at the greeting', 'greeting', { reply: '421 busy' }, { kind: 'RETRY' }, 0],
    ['554 at the greeting', 'greeting', { reply: '554 go away' }, { kind: 'RETRY' }, 0],
    ['hang at the greeting', 'greeting', 'hang', { kind: 'RETRY' }, 0],
    ['close at the greeting', 'greeting', 'finish', { kind: 'RETRY' }, 0],
    ['reset at EHLO', 'ehlo', 'reset', { kind: 'RETRY' }, 0],
    ['450 at MAIL', 'mail', { reply: '450 slow down' }, { kind: 'RETRY' }, 0],
    ['550 at MAIL', 'mail', { reply: '550 not you' }, { kind: 'FAILED' }, 0],
    ['450 at RCPT', 'rcpt', { reply: '450 greylisted' }, { kind: 'RETRY' }, 0],
    ['421 at RCPT', 'rcpt', { reply: '421 closing' }, { kind: 'RETRY' }, 0],
    ['hang at RCPT', 'rcpt', 'hang', { kind: 'RETRY' }, 0],
    ['554 at DATA', 'data', { reply: '554 no' }, { kind: 'FAILED', cause: 'smtp.data.554' }, 0],
    ['reset in the middle of the body', 'body', 'reset', { kind: 'UNKNOWN' }, 0],
    ['close after the final dot', 'message', 'finish', { kind: 'UNKNOWN' }, 1],
    ['421 after the dot', 'message', { reply: '421 closing' }, { kind: 'RETRY' }, 0],
    ['554 after the dot', 'message', { reply: '554 spam' }, { kind: 'FAILED' }, 0],
  ];

  it.each(table)(
    'knows what became of a send after %s',
    async (_what, stage, action, outcome, copies) => {
      relay.at(stage, action);
      expect(await sender.send(notice, JOHN)).toMatchObject(outcome);
      expect(relay.kept).toHaveLength(copies);
    },
  );

  it('puts no address and no words of the relay into a cause', async () => {
    for (const stage of ['mail', 'rcpt', 'data', 'message'] as const) {
      relay.at(stage, { reply: '550 john@example.com is unknown to relay.example' });

      expect(JSON.stringify(await sender.send(notice, JOHN))).not.toMatch(
        /john|relay|example|known to/,
      );
    }
  });

  it('sends on after every failure', async () => {
    relay.at('message', 'reset', { reply: '451 later' }, 'finish');
    const kinds: string[] = [];
    for (let i = 0; i < 5; i += 1) {
      kinds.push((await sender.send(notice, JOHN)).kind);
    }

    expect(kinds).toEqual(['UNKNOWN', 'RETRY', 'UNKNOWN', 'SENT', 'SENT']);
  });
});
