import { Controller, Get, Inject, Param, Post, Res } from '@nestjs/common';
import type { OfferLinks } from '@ftgo/delayed-orders-offer-links';
import type { OfferView, PostgresOffers } from '@ftgo/delayed-orders-persistence';
import type { OfferMetrics } from './offer-metrics.js';
import type { OfferState } from './offer-page.js';
import { offerPage, stateOf } from './offer-page.js';

export const OFFERS = Symbol('OFFERS');
export const OFFER_LINKS = Symbol('OFFER_LINKS');
export const OFFER_METRICS = Symbol('OFFER_METRICS');

interface Reply {
  code(status: number): Reply;
  header(name: string, value: string): Reply;
  type(contentType: string): Reply;
  send(body: unknown): unknown;
}

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

/** The link is a key: no cache keeps the page, no referrer tells it on, nothing frames it. */
function answer(reply: Reply, state: OfferState, offer: OfferView | undefined): void {
  reply
    .code(STATUS[state])
    .type('text/html; charset=utf-8')
    .header('cache-control', 'no-store')
    .header('referrer-policy', 'no-referrer')
    .header('x-content-type-options', 'nosniff')
    .header(
      'content-security-policy',
      "default-src 'none'; style-src 'unsafe-inline'; form-action 'self'; frame-ancestors 'none'",
    )
    .send(offerPage(state, offer));
}
