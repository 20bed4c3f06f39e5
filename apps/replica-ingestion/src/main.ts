import 'reflect-metadata';
import { runApp } from '@ftgo/platform-lifecycle';
import { loadReplicaIngestionConfig } from './replica-ingestion.config.js';
import { ReplicaIngestionModule } from './replica-ingestion.module.js';

await runApp({
  name: 'replica-ingestion',
  configure: loadReplicaIngestionConfig,
  module: (config, logger) => ReplicaIngestionModule.forConfig(config, logger),
});
