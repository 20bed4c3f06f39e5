import 'reflect-metadata';
import { runApp } from '@ftgo/platform-lifecycle';
import { loadDelayScannerConfig } from './delay-scanner.config.js';
import { DelayScannerModule } from './delay-scanner.module.js';

await runApp({
  name: 'delay-scanner',
  configure: loadDelayScannerConfig,
  module: (config, logger) => DelayScannerModule.forConfig(config, logger),
});
