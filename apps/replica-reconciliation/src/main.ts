import 'reflect-metadata';
import { runApp } from '@ftgo/platform-lifecycle';
import { loadReplicaReconciliationConfig } from './replica-reconciliation.config.js';
import { ReplicaReconciliationModule } from './replica-reconciliation.module.js';

await runApp({
  name: 'replica-reconciliation',
  configure: loadReplicaReconciliationConfig,
  module: (config, logger) => ReplicaReconciliationModule.forConfig(config, logger),
});
