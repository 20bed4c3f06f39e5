export { OfferLinks } from './offer-links.js';
export type { SignedOffer } from './offer-links.js';
