import 'reflect-metadata';
import { runApp } from '@ftgo/platform-lifecycle';
import { loadDelayedOrdersApiConfig } from './delayed-orders-api.config.js';
import { DelayedOrdersApiModule } from './delayed-orders-api.module.js';

await runApp({
  name: 'delayed-orders-api',
  configure: loadDelayedOrdersApiConfig,
  module: (config, logger) => DelayedOrdersApiModule.forConfig(config, logger),
});
