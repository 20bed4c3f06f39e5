/** How a PostgreSQL is stopped: in order, without a checkpoint, or by kill -9. */
export type PostgresStopMode = 'fast' | 'immediate' | 'kill';

/** A private PostgreSQL on 127.0.0.1; user postgres, no password. Commits survive kill -9, not power cuts. */
export interface PrivatePostgres {
  /** `postgres://postgres@127.0.0.1:PORT/postgres`; the same after a restart. */
  readonly url: string;
  readonly port: number;
  /** The postmaster's pid, null while it doesn't run. */
  readonly pid: number | null;
  readonly logFile: string;
  /** Starts it again on the rows it has; for use after `stop`. */
  start(options?: { abort?: AbortSignal }): Promise<void>;
  /** Stops it (default `fast`) and keeps its rows. Idempotent. */
  stop(mode?: PostgresStopMode): Promise<void>;
  /** `stop(mode)` and start again on the same port with the same rows. */
  restart(mode?: PostgresStopMode): Promise<void>;
  /** Stops it and removes its folder. Idempotent. */
  remove(): Promise<void>;
}

/** A private RabbitMQ on 127.0.0.1 with management and prometheus plugins; guest/guest. */
export interface PrivateRabbitmq {
  /** `amqp://guest:guest@127.0.0.1:PORT`; the same after a restart. */
  readonly url: string;
  /** `http://guest:guest@127.0.0.1:PORT`, for `/api/…`. */
  readonly managementUrl: string;
  readonly ports: {
    readonly amqp: number;
    readonly management: number;
    readonly prometheus: number;
    readonly distribution: number;
    readonly epmd: number;
  };
  /** The broker's pid, null while it doesn't run. */
  readonly pid: number | null;
  /** The environment in which this version's `rabbitmqctl` reaches this broker. */
  readonly environment: Record<string, string>;
  readonly logFile: string;
  /** Starts it again with its messages; for use after `stop` or `kill`. Takes some seconds. */
  start(options?: { abort?: AbortSignal }): Promise<void>;
  /** Stops broker and epmd in order; takes some seconds. Idempotent. */
  stop(): Promise<void>;
  /** kill -9 of the broker. Idempotent. */
  kill(): Promise<void>;
  /** Kills it and removes its folder; quick. Idempotent. */
  remove(): Promise<void>;
}

/**
 * Starts a PostgreSQL in `folder` (made when absent) on `port` or a free one. Rejects with an error
 * that says why and what next, when the programs are absent or it doesn't come up in 60 s. It
 * outlives the calling process: end it with `remove`.
 */
export function startPostgres(options: {
  folder: string;
  port?: number;
  bin?: string;
  /** Further server settings, as for `postgres -c name=value`. */
  settings?: Record<string, string | number>;
  abort?: AbortSignal;
}): Promise<PrivatePostgres>;

/** Starts a RabbitMQ in `folder` (made when absent) on free ports. Otherwise as `startPostgres`. */
export function startRabbitmq(options: {
  folder: string;
  sbin?: string;
  plugins?: string[];
  abort?: AbortSignal;
}): Promise<PrivateRabbitmq>;

/** The folder of PostgreSQL's server programs on this machine, or null. */
export function findPostgresBin(env?: Record<string, string | undefined>): string | null;

/** The folder of RabbitMQ's start script on this machine, or null; null too without Erlang. */
export function findRabbitmqSbin(env?: Record<string, string | undefined>): string | null;
