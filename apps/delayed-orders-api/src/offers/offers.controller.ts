import { Controller, Get, Inject, Param, Post, Res } from '@nestjs/common';
import type { OfferLinks } from '@ftgo/delayed-orders-customer-links';
import type { OfferView, PostgresOffers } from '@ftgo/delayed-orders-persistence';
import type { Reply } from '../html-reply.js';
import { sendPage } from '../html-reply.js';
import type { OfferMetrics } from './offer-metrics.js';
import type { OfferState } from './offer-page.js';
import { offerPage, stateOf } from './offer-page.js';

export const OFFERS = Symbol('OFFERS');
export const OFFER_LINKS = Symbol('OFFER_LINKS');
export const OFFER_METRICS = Symbol('OFFER_METRICS');

const STATUS: Readonly<Record<OfferState, number>> = {
  open: 200,
  accepted: 200,
  expired: 410,
  unknown: 404,
};

/** The page behind an offer's signed link, and its acceptance. */
@Controller('offers')
export class OffersController {
  constructor(
    @Inject(OFFERS) private readonly offers: PostgresOffers,
    @Inject(OFFER_LINKS) private readonly links: OfferLinks,
    @Inject(OFFER_METRICS) private readonly metrics: OfferMetrics,
  ) {}

  /** Shows the offer and changes nothing. */
  @Get(':token')
  async show(@Param('token') token: string, @Res() reply: Reply): Promise<void> {
    const offer = await this.find(token);
    answer(reply, stateOf(offer), offer);
  }

  /** Accepts the offer once; whoever comes again is told that it is accepted. */
  @Post(':token')
  async accept(@Param('token') token: string, @Res() reply: Reply): Promise<void> {
    const signed = this.links.read(token);
    const accepted =
      signed === undefined ? undefined : await this.offers.accept(signed.orderId, signed.offerId);
    if (accepted !== undefined) {
      this.metrics.accepted('accepted');
      answer(reply, 'accepted', accepted);
      return;
    }
    const offer = await this.find(token);
    const state = stateOf(offer);
    this.metrics.accepted(
      state === 'accepted' ? 'already' : state === 'expired' ? state : 'invalid',
    );
    answer(reply, state, offer);
  }

  private async find(token: string): Promise<OfferView | undefined> {
    const signed = this.links.read(token);
    return signed === undefined ? undefined : this.offers.find(signed.orderId, signed.offerId);
  }
}

function answer(reply: Reply, state: OfferState, offer: OfferView | undefined): void {
  sendPage(reply, STATUS[state], offerPage(state, offer));
}
