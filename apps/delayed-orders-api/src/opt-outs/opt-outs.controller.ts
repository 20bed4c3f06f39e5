import { Controller, Get, Inject, Param, Post, Res } from '@nestjs/common';
import type { OptOutLinks } from '@ftgo/delayed-orders-customer-links';
import { CHANNELS_OF } from '@ftgo/delayed-orders-domain';
import { optOut } from '@ftgo/delayed-orders-persistence';
import type { Database } from '@ftgo/platform-postgres';
import { DATABASE } from '@ftgo/platform-postgres';
import type { Reply } from '../html-reply.js';
import { sendPage } from '../html-reply.js';
import type { ReceiptMetrics } from '../receipts/receipt-metrics.js';
import { RECEIPT_METRICS } from '../receipts/receipts.controller.js';
import { optOutPage } from './opt-out-page.js';

export const OPT_OUT_LINKS = Symbol('OPT_OUT_LINKS');

/** The address in `List-Unsubscribe`: people see a page, mail programs POST once (RFC 8058). */
@Controller('opt-outs')
export class OptOutsController {
  constructor(
    @Inject(DATABASE) private readonly database: Database,
    @Inject(OPT_OUT_LINKS) private readonly links: OptOutLinks,
    @Inject(RECEIPT_METRICS) private readonly metrics: ReceiptMetrics,
  ) {}

  /** Asks, and changes nothing: mail scanners follow links. */
  @Get(':token')
  ask(@Param('token') token: string, @Res() reply: Reply): void {
    const isKnown = this.links.read(token) !== undefined;
    sendPage(reply, isKnown ? 200 : 404, optOutPage(isKnown ? 'asked' : 'unknown'));
  }

  /** Idempotent. */
  @Post(':token')
  async stop(@Param('token') token: string, @Res() reply: Reply): Promise<void> {
    const { consumerId, channel } = this.links.read(token) ?? {};
    const stopped = CHANNELS_OF.CUSTOMER.find((each) => each === channel);
    if (consumerId === undefined || stopped === undefined) {
      sendPage(reply, 404, optOutPage('unknown'));
      return;
    }
    await optOut(this.database, consumerId, stopped);
    this.metrics.heard(stopped, 'opted-out');
    sendPage(reply, 200, optOutPage('done'));
  }
}
