import { join } from 'node:path';

export interface ProveConfig {
  readonly root: string;
  readonly calledFrom: string;
  readonly databaseUrl: string;
  readonly rabbitmqUrl: string;
  readonly managementUrl: string | undefined;
  /** Logs and the trace of this experiment; emptied at every start. */
  readonly folder: string;
}

/** What the bootstrap hands over. @throws Error when the proof was not started by it. */
export function loadProveConfig(experiment: string): ProveConfig {
  const required = (name: string): string => {
    const value = process.env[name];
    if (!value) throw new Error(`${name} is missing. Start proofs by: npm run prove -- NAME`);
    return value;
  };
  const root = required('FTGO_ROOT');
  return {
    root,
    calledFrom: process.env['INIT_CWD'] ?? process.env['FTGO_CALLED_FROM'] ?? root,
    databaseUrl: required('DATABASE_URL'),
    rabbitmqUrl: required('RABBITMQ_URL'),
    managementUrl: process.env['RABBITMQ_MANAGEMENT_URL'],
    folder: join(process.env['LOCAL_DIR'] ?? join(root, '.local'), 'prove', experiment),
  };
}
