export { OfferLinks } from './offer-links.js';
export type { LinkOptions, SignedOffer } from './offer-links.js';
export { OptOutLinks } from './opt-out-links.js';
export type { SignedOptOut } from './opt-out-links.js';
