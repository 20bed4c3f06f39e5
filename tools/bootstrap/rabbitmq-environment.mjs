import { chmodSync, existsSync, mkdirSync, writeFileSync } from 'node:fs';
import { randomBytes } from 'node:crypto';
import { availableParallelism, cpus } from 'node:os';
import { delimiter, dirname, join } from 'node:path';

/** Writes the files a private broker reads at its start. Existing data and cookie stay as they are. */
export function writeRabbitmqFiles({ folder, ports, plugins }) {
  for (const name of ['home', 'mnesia', 'log']) mkdirSync(join(folder, name), { recursive: true });
  const cookie = join(folder, 'home', '.erlang.cookie');
  if (!existsSync(cookie)) writeFileSync(cookie, randomBytes(20).toString('hex'), { mode: 0o400 });
  chmodSync(cookie, 0o400);
  writeFileSync(join(folder, 'rabbitmq.conf'), configuration(ports));
  writeFileSync(join(folder, 'enabled_plugins'), `[${plugins.join(',')}].\n`);
  writeFileSync(join(folder, 'environment.conf'), '');
  // Answers "localhost" without asking a resolver, which a bare machine may not have.
  writeFileSync(
    join(folder, 'inetrc'),
    '{host, {127,0,0,1}, ["localhost"]}.\n{lookup, [file, native]}.\n',
  );
}

/** The environment that keeps a broker apart from any other on the machine. */
export function rabbitmqEnvironment({ folder, ports, erlang, base = process.env }) {
  const inherited = Object.entries(base).filter(
    ([name]) => !/^(RABBITMQ_|ERL_|NOTIFY_SOCKET$)/.test(name),
  );
  return {
    ...Object.fromEntries(inherited),
    PATH: [dirname(erlang.erl), base.PATH].filter(Boolean).join(delimiter),
    HOME: join(folder, 'home'),
    // Makes the start script become the Erlang machine instead of waiting beside it: one pid.
    RUNNING_UNDER_SYSTEMD: 'true',
    RABBITMQ_NODENAME: nodeName(ports),
    RABBITMQ_USE_LONGNAME: 'false',
    RABBITMQ_NODE_PORT: String(ports.amqp),
    RABBITMQ_NODE_IP_ADDRESS: '127.0.0.1',
    RABBITMQ_DIST_PORT: String(ports.distribution),
    RABBITMQ_BASE: folder,
    RABBITMQ_MNESIA_BASE: join(folder, 'mnesia'),
    RABBITMQ_LOG_BASE: join(folder, 'log'),
    RABBITMQ_PID_FILE: join(folder, 'pid'),
    RABBITMQ_ENABLED_PLUGINS_FILE: join(folder, 'enabled_plugins'),
    RABBITMQ_CONFIG_FILE: join(folder, 'rabbitmq.conf'),
    RABBITMQ_CONF_ENV_FILE: join(folder, 'environment.conf'),
    RABBITMQ_ADVANCED_CONFIG_FILE: join(folder, 'advanced.config'),
    RABBITMQ_SERVER_ADDITIONAL_ERL_ARGS: `-kernel inet_dist_use_interface {127,0,0,1} +S ${schedulers()} +sbwt none`,
    ERL_EPMD_PORT: String(ports.epmd),
    ERL_EPMD_ADDRESS: '127.0.0.1',
    ERL_INETRC: join(folder, 'inetrc'),
  };
}

/** The Erlang name of the broker that has these ports. */
export function nodeName(ports) {
  return `ftgo${ports.amqp}@localhost`;
}

function configuration(ports) {
  return [
    `listeners.tcp.default = 127.0.0.1:${ports.amqp}`,
    `management.tcp.port = ${ports.management}`,
    'management.tcp.ip = 127.0.0.1',
    `prometheus.tcp.port = ${ports.prometheus}`,
    'prometheus.tcp.ip = 127.0.0.1',
    'vm_memory_high_watermark.absolute = 1GB',
    'disk_free_limit.absolute = 50MB',
    'log.file = broker.log',
    'log.file.level = info',
    '',
  ].join('\n');
}

function schedulers() {
  const cores = Math.min(4, Math.max(2, availableParallelism?.() ?? cpus().length));
  return `${cores}:${cores}`;
}
