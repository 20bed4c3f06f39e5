import type { RawBodyRequest } from '@nestjs/common';
import {
  Body,
  Controller,
  ForbiddenException,
  Headers,
  HttpCode,
  Inject,
  NotFoundException,
  Param,
  Post,
  Req,
} from '@nestjs/common';
import { BadRequestException } from '@nestjs/common';
import type { EmailReceipt } from '@ftgo/delayed-orders-contracts';
import { EmailReceipts } from '@ftgo/delayed-orders-contracts';
import type { Receipt } from '@ftgo/delayed-orders-domain';
import type { WebhookSignature } from '@ftgo/delayed-orders-notifications';
import type {
  PostgresReceipts,
  PostgresSuppressedAddresses,
} from '@ftgo/delayed-orders-persistence';
import { z } from 'zod';
import type { ReceiptMetrics } from './receipt-metrics.js';
import type { SmsCallbacks } from './sms-callbacks.js';

export const RECEIPTS = Symbol('RECEIPTS');
export const SUPPRESSED_ADDRESSES = Symbol('SUPPRESSED_ADDRESSES');
export const RECEIPT_METRICS = Symbol('RECEIPT_METRICS');
/** Undefined where nobody sends receipts of e-mail. */
export const EMAIL_RECEIPT_SIGNATURE = Symbol('EMAIL_RECEIPT_SIGNATURE');
/** Undefined where no SMS are sent. */
export const SMS_CALLBACKS = Symbol('SMS_CALLBACKS');

const NotificationId = z.uuid();

/** The statuses of the SMS provider that are the last of a message. */
const SMS_RECEIPTS: Readonly<Record<string, Receipt>> = {
  delivered: 'DELIVERED',
  undelivered: 'UNDELIVERED',
  failed: 'UNDELIVERED',
};

/** Hears from providers what became of messages; each call is signed, or refused. */
@Controller('receipts')
export class ReceiptsController {
  constructor(
    @Inject(RECEIPTS) private readonly receipts: PostgresReceipts,
    @Inject(SUPPRESSED_ADDRESSES) private readonly suppressed: PostgresSuppressedAddresses,
    @Inject(RECEIPT_METRICS) private readonly metrics: ReceiptMetrics,
    @Inject(EMAIL_RECEIPT_SIGNATURE) private readonly signature: WebhookSignature | undefined,
    @Inject(SMS_CALLBACKS) private readonly sms: SmsCallbacks | undefined,
  ) {}

  /** Idempotent; statuses that are not the last are thanked for and forgotten. */
  @Post('sms/:notificationId')
  @HttpCode(204)
  async ofSms(
    @Param('notificationId') notificationId: string,
    @Body() body: unknown,
    @Headers('x-twilio-signature') signature: string | undefined,
  ): Promise<void> {
    if (this.sms === undefined) throw new NotFoundException();
    const fields = this.sms.fieldsOf(`receipts/sms/${notificationId}`, body, signature);
    if (fields === undefined) throw this.refused('SMS');
    if (!NotificationId.safeParse(notificationId).success) throw new NotFoundException();
    const receipt = SMS_RECEIPTS[fields['MessageStatus'] ?? ''];
    if (receipt === undefined) return;
    const isKnown = await this.receipts.keep(notificationId, receipt);
    this.metrics.heard('SMS', isKnown ? receipt : 'unknown');
  }

  /** Idempotent: all of a call is kept, or it may come again. */
  @Post('email')
  @HttpCode(204)
  async ofEmail(
    @Req() request: RawBodyRequest<unknown>,
    @Headers() headers: Record<string, string | undefined>,
  ): Promise<void> {
    if (this.signature === undefined) throw new NotFoundException();
    const body = request.rawBody?.toString('utf8') ?? '';
    if (!this.signature.isGood(headers, body, Date.now())) throw this.refused('EMAIL');
    const parsed = EmailReceipts.safeParse(jsonOf(body));
    if (!parsed.success) {
      const [issue] = parsed.error.issues;
      throw new BadRequestException(
        `${issue?.path.join('.') ?? 'body'}: ${issue?.code ?? 'wrong'}`,
      );
    }
    for (const receipt of parsed.data.receipts) await this.keep(receipt);
  }

  private async keep(heard: EmailReceipt): Promise<void> {
    const { type, messageId, recipient, isPermanent } = heard;
    const receipt = EMAIL_RECEIPTS[type];
    const notificationId = messageId.replace(/^<|@.*$/gs, '');
    const isOurs = NotificationId.safeParse(notificationId).success;
    const isKnown = isOurs && (await this.receipts.keep(notificationId, receipt));
    this.metrics.heard('EMAIL', isKnown ? receipt : 'unknown');
    // An address goes on the list only for a message of ours.
    if (recipient === undefined || !isKnown) return;
    if (type === 'complained') await this.suppressed.suppress('EMAIL', recipient, 'COMPLAINED');
    if (type === 'bounced' && isPermanent) {
      await this.suppressed.suppress('EMAIL', recipient, 'BOUNCED');
    }
  }

  private refused(channel: 'EMAIL' | 'SMS'): ForbiddenException {
    this.metrics.heard(channel, 'refused');
    return new ForbiddenException('The signature is missing, wrong or too old.');
  }
}

const EMAIL_RECEIPTS: Readonly<Record<EmailReceipt['type'], Receipt>> = {
  delivered: 'DELIVERED',
  bounced: 'UNDELIVERED',
  complained: 'COMPLAINED',
};

function jsonOf(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
