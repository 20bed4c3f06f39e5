export { ALWAYS_FRESH, commandFor, decideWith, orderUpdate, PROMISED_AT } from './decisions.js';
export { serviceDatabase } from './service-database.js';
export type { ServiceDatabase } from './service-database.js';
