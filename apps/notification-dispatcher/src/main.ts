import 'reflect-metadata';
import { runApp } from '@ftgo/platform-lifecycle';
import { loadNotificationDispatcherConfig } from './notification-dispatcher.config.js';
import { NotificationDispatcherModule } from './notification-dispatcher.module.js';

await runApp({
  name: 'notification-dispatcher',
  configure: loadNotificationDispatcherConfig,
  module: (config, logger) => NotificationDispatcherModule.forConfig(config, logger),
});
