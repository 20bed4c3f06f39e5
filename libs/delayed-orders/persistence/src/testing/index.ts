export {
  ALWAYS_FRESH,
  commandFor,
  decideEagerly,
  decideWith,
  orderUpdate,
  PROMISED_AT,
} from './decisions.js';
export { closureRow, goneRow, hoursRow, restaurantRow } from './hours-rows.js';
export { quarantinedMessage } from './quarantined.js';
export { serviceDatabase } from './service-database.js';
export type { ServiceDatabase } from './service-database.js';
