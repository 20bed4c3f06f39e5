import {
  Body,
  Controller,
  ForbiddenException,
  Header,
  Headers,
  HttpCode,
  Inject,
  NotFoundException,
  Post,
} from '@nestjs/common';
import { usablePhoneNumber } from '@ftgo/delayed-orders-notifications';
import type { PostgresSuppressedAddresses } from '@ftgo/delayed-orders-persistence';
import type { ReceiptMetrics } from './receipt-metrics.js';
import { RECEIPT_METRICS, SMS_CALLBACKS, SUPPRESSED_ADDRESSES } from './receipts.controller.js';
import type { SmsCallbacks } from './sms-callbacks.js';
import { wishOf } from './sms-wish.js';

/** The provider asks what to answer: nothing, for it answers STOP itself. */
const NO_ANSWER = '<?xml version="1.0" encoding="UTF-8"?><Response/>';

/** Hears what people write back: STOP ends all SMS to their number, START lets them come again. */
@Controller('replies')
export class SmsRepliesController {
  constructor(
    @Inject(SUPPRESSED_ADDRESSES) private readonly suppressed: PostgresSuppressedAddresses,
    @Inject(RECEIPT_METRICS) private readonly metrics: ReceiptMetrics,
    @Inject(SMS_CALLBACKS) private readonly sms: SmsCallbacks | undefined,
  ) {}

  /** Idempotent. */
  @Post('sms')
  @HttpCode(200)
  @Header('content-type', 'text/xml; charset=utf-8')
  async hear(
    @Body() body: unknown,
    @Headers('x-twilio-signature') signature: string | undefined,
  ): Promise<string> {
    if (this.sms === undefined) throw new NotFoundException();
    const fields = this.sms.fieldsOf('replies/sms', body, signature);
    if (fields === undefined) {
      this.metrics.heard('SMS', 'refused');
      throw new ForbiddenException('The signature is missing or wrong.');
    }
    const number = usablePhoneNumber(fields['From'] ?? '');
    const wish = wishOf(fields['Body'] ?? '');
    if (number !== undefined && wish !== undefined) await this.follow(number, wish);
    return NO_ANSWER;
  }

  private async follow(number: string, wish: 'stop' | 'start'): Promise<void> {
    if (wish === 'stop') await this.suppressed.suppress('SMS', number, 'OPTED_OUT');
    else await this.suppressed.lift('SMS', number);
    this.metrics.heard('SMS', wish);
  }
}
