import { aptInstall, canUseApt } from './apt-install.mjs';
import { canUseCompose, ComposeServices } from './compose-services.mjs';
import { checkGiven } from './given-services.mjs';
import { LocalServices } from './local-services.mjs';
import { findPostgresBin, findRabbitmqSbin } from './programs.mjs';
import { aptPackagesOf, chooseSources, servicesFrom, variablesOf } from './service-sources.mjs';
import { SetupError } from './setup-error.mjs';

/**
 * Makes PostgreSQL and RabbitMQ answer, from the first source that can give each, and resolves to
 * the environment variables that name them. Servers of an earlier run that still answer are reused.
 */
export async function setUpServices(context) {
  const sources = await decideSources(context);
  const missing = servicesFrom(sources, 'none');
  if (missing.length > 0) throw nothingFound(missing);
  await installMissing(servicesFrom(sources, 'apt'), context);
  const started = await startAll(sources, context);
  return { ...programVariables(), ...Object.assign({}, ...started) };
}

async function decideSources({ env, abort }) {
  const programs = { postgres: findPostgresBin(), rabbitmq: findRabbitmqSbin() };
  const facts = { env, programs, canUseApt: false, canUseCompose: false };
  // The later sources are only looked at where the earlier ones don't do.
  if (servicesFrom(chooseSources(facts), 'none').length > 0) facts.canUseApt = canUseApt();
  if (servicesFrom(chooseSources(facts), 'none').length > 0)
    facts.canUseCompose = await canUseCompose({ abort });
  return chooseSources(facts);
}

async function installMissing(services, { localFolder, progress, abort }) {
  if (services.length === 0) return;
  await aptInstall({ packages: aptPackagesOf(services), localFolder, progress, abort });
}

async function startAll(sources, context) {
  const { env } = context;
  const isLocal = (service) => ['local', 'apt'].includes(sources[service]);
  const work = [composeServices(servicesFrom(sources, 'compose'), context)];
  if (sources.postgres === 'given') work.push(checkGiven('DATABASE_URL', env.DATABASE_URL));
  if (sources.rabbitmq === 'given') work.push(checkGiven('RABBITMQ_URL', env.RABBITMQ_URL));
  if (isLocal('postgres')) work.push(localPostgres(context));
  if (isLocal('rabbitmq')) work.push(localRabbitmq(context));
  // All have come to an end before a failure goes on: nothing may start after the clean-up.
  const results = await Promise.allSettled(work);
  const failed = results.find(({ status }) => status === 'rejected');
  if (failed) throw failed.reason;
  return results.map(({ value }) => value);
}

async function localPostgres({ localFolder, progress, abort }) {
  const local = new LocalServices(localFolder);
  const bin = findPostgresBin();
  const work = () => local.ensurePostgres({ bin, abort });
  const { server, reused } = await progress.during('PostgreSQL', work, (found) =>
    describeStart('PostgreSQL', found.server.port, found.reused),
  );
  const { dataFolder } = server.record.read();
  if (!reused && !dataFolder.startsWith(localFolder)) {
    progress.line(`PostgreSQL's files are in ${dataFolder}: its user can't reach this checkout`);
  }
  return { DATABASE_URL: server.url };
}

async function localRabbitmq({ localFolder, progress, abort }) {
  const local = new LocalServices(localFolder);
  const sbin = findRabbitmqSbin();
  const work = () => local.ensureRabbitmq({ sbin, abort });
  const { server } = await progress.during('RabbitMQ', work, (found) =>
    describeStart('RabbitMQ', found.server.ports.amqp, found.reused),
  );
  return { RABBITMQ_URL: server.url, RABBITMQ_MANAGEMENT_URL: server.managementUrl };
}

async function composeServices(services, { root, localFolder, progress, abort }) {
  if (services.length === 0) return {};
  const local = new LocalServices(localFolder);
  const compose = new ComposeServices({ root, localFolder });
  const { compose: known } = local.summary();
  // A copy of a checkout holds what was written down of the original's project.
  const ports = known?.project === compose.project ? known.ports : undefined;
  // Written down first: a start that is cut off must be found by whoever cleans up.
  local.summarise({ compose: { project: compose.project, ports } });
  const work = () => compose.up(services, { abort, ports });
  const label = `docker compose: ${services.join(' and ')}`;
  const { ports: chosen, ...urls } = await progress.during(label, work);
  local.summarise({ compose: { project: compose.project, ports: chosen } });
  return urls;
}

function describeStart(name, port, reused) {
  return `${name} ${reused ? 'still running' : 'started'} on port ${port}`;
}

function programVariables() {
  const variables = { FTGO_PG_BIN: findPostgresBin(), FTGO_RABBITMQ_SBIN: findRabbitmqSbin() };
  return Object.fromEntries(Object.entries(variables).filter(([, value]) => value));
}

function nothingFound(missing) {
  const names = missing.map(
    (service) => ({ postgres: 'PostgreSQL', rabbitmq: 'RabbitMQ' })[service],
  );
  return new SetupError({
    what: `There is no ${names.join(' and no ')} to work with.`,
    why: 'no server programs were found, apt (as root or with passwordless sudo) and docker compose are not usable here.',
    next: [
      'one of these, then run the command again:',
      `    - set ${variablesOf(missing).join(' and ')} to servers that run`,
      `    - install ${names.join(' and ')} (they need not be started)`,
      '    - on Debian or Ubuntu: run the command once as root',
      '    - install and start Docker with its compose plugin',
    ].join('\n'),
  });
}
