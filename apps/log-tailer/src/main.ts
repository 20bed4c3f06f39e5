import 'reflect-metadata';
import { runApp } from '@ftgo/platform-lifecycle';
import { loadLogTailerConfig } from './log-tailer.config.js';
import { LogTailerModule } from './log-tailer.module.js';

await runApp({
  name: 'log-tailer',
  configure: loadLogTailerConfig,
  module: (config, logger) => LogTailerModule.forConfig(config, logger),
});
