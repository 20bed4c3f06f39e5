export { Database } from './database.js';
export type { DatabaseOptions, Queryable } from './database.js';
export { exposePool } from './pool-metrics.js';
export { PoolWatchdog } from './pool-watchdog.js';
export type { PoolWatchdogOptions, WatchedPool } from './pool-watchdog.js';
export { DATABASE, PostgresModule } from './postgres.module.js';
export { isFaultOfTheRow, isWorthRepeating } from './transient-errors.js';
export { waitForDatabase } from './wait-for-database.js';
