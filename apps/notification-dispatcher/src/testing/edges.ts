import type {
  CustomerContactInfo,
  CustomerContactInfoRepository,
  MayHandOver,
  Notice,
  NotificationSender,
  SendOutcome,
} from '@ftgo/delayed-orders-domain';

/** A sender that answers as told, by default that it sent, and remembers what it was handed. */
export class ScriptedSender implements NotificationSender {
  readonly sent: { readonly notice: Notice; readonly to: string }[] = [];
  private readonly answers: SendOutcome[] = [];
  /** Runs while there is a conversation, but nothing of the message has gone. */
  before: () => Promise<unknown> = () => Promise.resolve();
  /** Runs while a message is on its way. */
  meanwhile: () => Promise<unknown> = () => Promise.resolve();

  willAnswer(...answers: SendOutcome[]): void {
    this.answers.push(...answers);
  }

  async send(notice: Notice, to: string, mayHandOver: MayHandOver): Promise<SendOutcome> {
    await this.before();
    if (!(await mayHandOver())) return { kind: 'RETRY', cause: 'sender.closed' };
    this.sent.push({ notice, to });
    await this.meanwhile();
    return this.answers.shift() ?? { kind: 'SENT' };
  }

  close(): Promise<void> {
    return Promise.resolve();
  }
}

/** The monolith's contact data of consumer 7, unless a test says otherwise. */
export class ScriptedContacts implements CustomerContactInfoRepository {
  asked = 0;
  answer: () => Promise<CustomerContactInfo | undefined> = () => Promise.resolve(JOHN);

  findCustomerContactInfo(): Promise<CustomerContactInfo | undefined> {
    this.asked += 1;
    return this.answer();
  }
}

export const JOHN: CustomerContactInfo = {
  email: 'john@ftgo.example',
  firstName: 'John',
  locale: 'en',
};
