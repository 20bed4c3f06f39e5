import { classifySmtpFailure, type SmtpFailure } from './smtp-failure.js';

const cases: readonly (readonly [
  what: string,
  failure: SmtpFailure,
  kind: string,
  cause: string,
])[] = [
  [
    'a lost connection before the body was never sent',
    { code: 'ECONNECTION', command: 'CONN', bodyRead: false },
    'RETRY',
    'smtp.connection.ECONNECTION',
  ],
  [
    'a lost connection after the body was perhaps sent',
    { code: 'ECONNECTION', command: 'CONN', bodyRead: true },
    'UNKNOWN',
    'smtp.message.ECONNECTION',
  ],
  [
    'silence after the body was perhaps sent',
    { code: 'ETIMEDOUT', command: 'CONN', bodyRead: true },
    'UNKNOWN',
    'smtp.message.ETIMEDOUT',
  ],
  [
    'an unknown mailbox fails for good',
    { code: 'EENVELOPE', command: 'RCPT TO', responseCode: 550, bodyRead: false },
    'FAILED',
    'smtp.recipient.550',
  ],
  [
    'a full queue is tried again',
    { code: 'EENVELOPE', command: 'DATA', responseCode: 452, bodyRead: false },
    'RETRY',
    'smtp.data.452',
  ],
  [
    'a temporary refusal of the whole message is tried again',
    { code: 'EMESSAGE', command: 'DATA', responseCode: 451, bodyRead: true },
    'RETRY',
    'smtp.message.451',
  ],
  [
    'a final refusal of the whole message fails for good',
    { code: 'EMESSAGE', command: 'DATA', responseCode: 554, bodyRead: true },
    'FAILED',
    'smtp.message.554',
  ],
  [
    'a refusal that came with the end of the connection is a refusal',
    { code: 'ECONNECTION', command: 'CONN', responseCode: 550, bodyRead: true },
    'FAILED',
    'smtp.message.550',
  ],
  [
    'a relay that refuses to talk has not refused the message',
    { code: 'EPROTOCOL', command: 'CONN', responseCode: 554, bodyRead: false },
    'RETRY',
    'smtp.connection.554',
  ],
  [
    'a wrong password is our fault, not the customer’s',
    { code: 'EAUTH', command: 'AUTH PLAIN', responseCode: 535, bodyRead: false },
    'RETRY',
    'smtp.authentication.535',
  ],
  [
    'a relay that wants authentication has not refused the message',
    { code: 'EENVELOPE', command: 'MAIL FROM', responseCode: 530, bodyRead: false },
    'RETRY',
    'smtp.sender.530',
  ],
  [
    'a failed encryption is tried again',
    { code: 'ETLS', command: 'STARTTLS', bodyRead: false },
    'RETRY',
    'smtp.tls.ETLS',
  ],
  [
    'a message that the relay’s limit excludes fails without being offered',
    { code: 'EMESSAGE', command: 'MAIL FROM', bodyRead: false },
    'FAILED',
    'smtp.sender.EMESSAGE',
  ],
  [
    'a positive answer to something else decides nothing after the body',
    { code: 'EPROTOCOL', command: 'CONN', responseCode: 250, bodyRead: true },
    'UNKNOWN',
    'smtp.message.250',
  ],
  [
    'an error without any code is tried again',
    { bodyRead: false },
    'RETRY',
    'smtp.connection.unknown',
  ],
];

describe('classifySmtpFailure', () => {
  it.each(cases)('%s', (_, failure, kind, cause) => {
    expect(classifySmtpFailure(failure)).toEqual({ kind, cause });
  });

  it('never says SENT, and says UNKNOWN only after the body', () => {
    const codes = [undefined, 'ECONNECTION', 'ETIMEDOUT', 'EENVELOPE', 'EMESSAGE', 'EAUTH', 'ETLS'];
    const commands = [undefined, 'CONN', 'EHLO', 'MAIL FROM', 'RCPT TO', 'DATA', 'API'];
    for (const responseCode of [undefined, 250, 354, 421, 450, 550, 554]) {
      for (const code of codes) {
        for (const command of commands) {
          for (const bodyRead of [false, true]) {
            const { kind } = classifySmtpFailure({ responseCode, code, command, bodyRead });

            expect(['RETRY', 'FAILED', ...(bodyRead ? ['UNKNOWN'] : [])]).toContain(kind);
          }
        }
      }
    }
  });

  it('lets no text into the cause, for a text may hold an address', () => {
    const failure = { code: '550 john@example.com', command: 'john@example.com', bodyRead: false };

    expect(classifySmtpFailure(failure)).toEqual({
      kind: 'RETRY',
      cause: 'smtp.connection.unknown',
    });
  });
});
