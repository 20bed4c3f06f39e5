import { join } from 'node:path';

export interface DemoConfig {
  readonly root: string;
  readonly calledFrom: string;
  readonly databaseUrl: string;
  readonly rabbitmqUrl: string;
  readonly managementUrl: string | undefined;
  /** Emptied at every start. */
  readonly folder: string;
}

/** What the bootstrap hands over. @throws Error when the demo was not started by it. */
export function loadDemoConfig(): DemoConfig {
  const required = (name: string): string => {
    const value = process.env[name];
    if (!value) throw new Error(`${name} is missing. Start the demo by: npm run demo`);
    return value;
  };
  const root = required('FTGO_ROOT');
  return {
    root,
    calledFrom: process.env['INIT_CWD'] ?? process.env['FTGO_CALLED_FROM'] ?? root,
    databaseUrl: required('DATABASE_URL'),
    rabbitmqUrl: required('RABBITMQ_URL'),
    managementUrl: process.env['RABBITMQ_MANAGEMENT_URL'],
    folder: join(process.env['LOCAL_DIR'] ?? join(root, '.local'), 'demo'),
  };
}
