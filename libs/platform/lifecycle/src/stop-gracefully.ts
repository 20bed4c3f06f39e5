import type { Logger } from '@ftgo/platform-observability';

/** How long a stop may take; Kubernetes is told a little more (terminationGracePeriodSeconds). */
export const STOP_WITHIN_MS = 10_000;

/**
 * On the first SIGTERM or SIGINT calls `close` once and exits: 0 when it ended in time, 1 when
 * it failed or the time ran out. What was not finished is redelivered or taken up from a lease.
 */
export function stopGracefully(close: () => Promise<void>, logger: Logger): void {
  let stopping = false;
  const stop = async (signal: string): Promise<void> => {
    if (stopping) return;
    stopping = true;
    logger.info({ signal }, 'stopping');
    const deadline = setTimeout(() => {
      logger.error('could not stop in time: ending at once');
      process.exit(1);
    }, STOP_WITHIN_MS - 500);
    const exitCode = await close().then(
      () => 0,
      (err: unknown) => {
        logger.error({ err }, 'stopping failed');
        return 1;
      },
    );
    clearTimeout(deadline);
    if (exitCode === 0) logger.info('stopped');
    process.exit(exitCode);
  };
  for (const signal of ['SIGTERM', 'SIGINT']) process.on(signal, () => void stop(signal));
}
