export { DEFAULT_BREAKER_SETTINGS } from './contact-breaker.js';
export type { BreakerSettings } from './contact-breaker.js';
export type { BreakerState, ContactInfoObserver, LookupOutcome } from './contact-info-observer.js';
export { CustomerContactInfoProxy } from './customer-contact-info-proxy.js';
export type { CustomerContactInfoProxyOptions } from './customer-contact-info-proxy.js';
export type { ContactFields } from './contact-answer.js';
