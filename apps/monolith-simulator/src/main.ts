import 'reflect-metadata';
import { runApp } from '@ftgo/platform-lifecycle';
import { loadSimulatorConfig } from './simulator.config.js';
import { SimulatorModule } from './simulator.module.js';

await runApp({
  name: 'monolith-simulator',
  configure: loadSimulatorConfig,
  module: (config, logger) => SimulatorModule.forConfig(config, logger),
});
