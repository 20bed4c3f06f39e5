import { accessSync, constants, readdirSync, realpathSync } from 'node:fs';
import { basename, delimiter, join } from 'node:path';

const POSTGRES_FOLDERS = [
  '/usr/lib/postgresql/*/bin',
  '/usr/pgsql-*/bin',
  '/opt/homebrew/opt/postgresql*/bin',
  '/usr/local/opt/postgresql*/bin',
  '/Applications/Postgres.app/Contents/Versions/*/bin',
];
const RABBITMQ_FOLDERS = [
  '/usr/lib/rabbitmq/lib/rabbitmq_server-*/sbin',
  '/opt/rabbitmq*/sbin',
  '/opt/homebrew/opt/rabbitmq/sbin',
  '/usr/local/opt/rabbitmq/sbin',
  '/usr/local/sbin',
];

/** The folder of PostgreSQL's server programs (newest version first), or null. */
export function findPostgresBin(env = process.env) {
  const folders = [env.FTGO_PG_BIN, ...expandAll(POSTGRES_FOLDERS), ...pathFolders(env)];
  return folders.find((folder) => folder && hasAll(folder, ['initdb', 'postgres'])) ?? null;
}

/** The folder of RabbitMQ's own start script, or null; null too when Erlang is missing. */
export function findRabbitmqSbin(env = process.env) {
  if (!findErlang(env)) return null;
  const folders = [env.FTGO_RABBITMQ_SBIN, ...expandAll(RABBITMQ_FOLDERS), ...pathFolders(env)];
  return folders.find((folder) => folder && isRabbitmqSbin(folder)) ?? null;
}

/** `{ erl, epmd }`, the Erlang programs, or null. */
export function findErlang(env = process.env) {
  const folders = [...pathFolders(env), '/usr/bin', '/opt/homebrew/bin', '/usr/local/bin'];
  const erl = folders.map((folder) => join(folder, 'erl')).find(isProgram);
  const epmdFolders = [
    ...folders,
    ...expandAll(['/usr/lib/erlang/erts-*/bin', '/usr/lib/erlang/bin']),
  ];
  const epmd = epmdFolders.map((folder) => join(folder, 'epmd')).find(isProgram);
  return erl && epmd ? { erl, epmd } : null;
}

/** The folder of a program on PATH, or null. */
export function findOnPath(name, env = process.env) {
  return pathFolders(env).find((folder) => isProgram(join(folder, name))) ?? null;
}

/** The folders a pattern with one `*` stands for, the highest version first. */
export function expand(pattern) {
  const [before, after] = pattern.split('*');
  if (after === undefined) return [pattern];
  const parent = before.slice(0, before.lastIndexOf('/'));
  const prefix = before.slice(before.lastIndexOf('/') + 1);
  return namesIn(parent)
    .filter((name) => name.startsWith(prefix))
    .sort((a, b) => b.localeCompare(a, 'en', { numeric: true }))
    .map((name) => join(parent, name + after));
}

function expandAll(patterns) {
  return patterns.flatMap(expand);
}

function namesIn(folder) {
  try {
    return readdirSync(folder);
  } catch {
    return [];
  }
}

function pathFolders(env) {
  return (env.PATH ?? '').split(delimiter).filter(Boolean);
}

function isRabbitmqSbin(folder) {
  const script = join(folder, 'rabbitmq-server');
  // Debian's wrapper of the same name insists on root or its own user and on the system's folders.
  return isProgram(script) && basename(realpathSync(script)) !== 'rabbitmq-script-wrapper';
}

function hasAll(folder, names) {
  return names.every((name) => isProgram(join(folder, name)));
}

function isProgram(path) {
  try {
    accessSync(path, constants.X_OK);
    return true;
  } catch {
    return false;
  }
}
