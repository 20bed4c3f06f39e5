import { ConfigurationError, EXIT_BAD_CONFIGURATION } from '@ftgo/platform-config';
import type { Logger } from '@ftgo/platform-observability';
import { createLogger } from '@ftgo/platform-observability';
import { createHttpApp } from './create-http-app.js';
import type { NestRoot } from './create-http-app.js';
import { stopGracefully } from './stop-gracefully.js';

/** What the lifecycle needs to know of every program's configuration. */
export interface ProcessConfiguration {
  readonly logLevel: string;
  readonly http: { readonly host: string; readonly port: number };
}

export interface App<Configuration extends ProcessConfiguration> {
  /** The program's name, as in logs and metrics. */
  readonly name: string;
  /** Reads the environment. @throws ConfigurationError */
  readonly configure: () => Configuration;
  /** The root module for a configuration. */
  readonly module: (configuration: Configuration, logger: Logger) => NestRoot;
}

/**
 * Runs a Nest program until SIGTERM or SIGINT: configuration first (exit 78 when bad), then the
 * module, then HTTP. On a signal it stops within 10 s and exits 0, or 1 when the time ran out.
 * An error that nobody caught ends the process with 1: a half-broken worker looks healthy, a
 * dead one is restarted and the broker redelivers.
 */
export async function runApp<Configuration extends ProcessConfiguration>(
  app: App<Configuration>,
): Promise<void> {
  const configuration = configureOrExit(app);
  const logger = createLogger(app.name, configuration.logLevel);
  dieOnUncaughtErrors(logger);
  let close = (): Promise<void> => Promise.resolve();
  // Before the module is made: that may wait for a database for long, and a container's first
  // process is deaf to SIGTERM until it listens for it.
  stopGracefully(() => close(), logger);
  const http = await createHttpApp(app.module(configuration, logger), logger);
  close = () => http.close();
  await http.listen(configuration.http.port, configuration.http.host);
  logger.info({ url: await http.getUrl() }, 'started');
}

function configureOrExit<Configuration extends ProcessConfiguration>(
  app: App<Configuration>,
): Configuration {
  try {
    return app.configure();
  } catch (error) {
    if (!(error instanceof ConfigurationError)) throw error;
    process.stderr.write(`${app.name}: ${error.message}\n`);
    process.exit(EXIT_BAD_CONFIGURATION);
  }
}

function dieOnUncaughtErrors(logger: Logger): void {
  const die = (err: unknown): void => {
    logger.fatal({ err }, 'an error that nobody caught: ending, to be started again');
    process.exit(1);
  };
  process.on('uncaughtException', die);
  process.on('unhandledRejection', die);
}
