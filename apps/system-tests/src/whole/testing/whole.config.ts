import { join, resolve } from 'node:path';

const ROOT = resolve(import.meta.dirname, '../../../../..');

export interface WholeConfig {
  readonly root: string;
  readonly databaseUrl: string;
  readonly rabbitmqUrl: string;
  readonly managementUrl: string | undefined;
  readonly localFolder: string;
}

/** What `npm test` hands over. @throws Error outside of it. */
export function loadWholeConfig(): WholeConfig {
  const required = (name: string): string => {
    const value = process.env[name];
    if (!value) throw new Error(`${name} is missing. Run system tests by: npm test -- system`);
    return value;
  };
  return {
    root: ROOT,
    databaseUrl: required('DATABASE_URL'),
    rabbitmqUrl: required('RABBITMQ_URL'),
    managementUrl: process.env['RABBITMQ_MANAGEMENT_URL'],
    localFolder: process.env['LOCAL_DIR'] ?? join(ROOT, '.local'),
  };
}

/** The environment of a tool that the bootstrap would have started. */
export function toolEnvironment(config: WholeConfig, localFolder: string): NodeJS.ProcessEnv {
  return {
    ...process.env,
    FTGO_ROOT: config.root,
    LOCAL_DIR: localFolder,
    NODE_OPTIONS: '',
    INIT_CWD: localFolder,
  };
}
