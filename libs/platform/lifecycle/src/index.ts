export { createHttpApp } from './create-http-app.js';
export type { NestRoot } from './create-http-app.js';
export { RepeatingTask } from './repeating-task.js';
export type { RepeatingTaskOptions } from './repeating-task.js';
export { runApp } from './run-app.js';
export type { App, ProcessConfiguration } from './run-app.js';
export { STOP_WITHIN_MS, stopGracefully } from './stop-gracefully.js';
