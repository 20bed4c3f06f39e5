/** Private servers for tests and proofs that must stop, kill or restart one of their own. */
export { startPostgres } from './postgres-server.mjs';
export { startRabbitmq } from './rabbitmq-server.mjs';
export { findPostgresBin, findRabbitmqSbin } from './programs.mjs';
