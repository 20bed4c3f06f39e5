export { captureLogger } from './capture-logger.js';
export type { CapturedLogger, LogLine } from './capture-logger.js';
export { eventually } from './eventually.js';
