/** Where each of the two services will come from; the order of preference is DESIGN's. */
const VARIABLES = { postgres: 'DATABASE_URL', rabbitmq: 'RABBITMQ_URL' };
const APT_PACKAGES = { postgres: 'postgresql', rabbitmq: 'rabbitmq-server' };

/**
 * For `postgres` and `rabbitmq`: `given` (the user's variable), `local` (programs on the machine),
 * `apt` (to be installed first), `compose`, or `none`.
 */
export function chooseSources({ env, programs, canUseApt, canUseCompose }) {
  const choose = (service) => {
    if (env[VARIABLES[service]]) return 'given';
    if (programs[service]) return 'local';
    if (canUseApt) return 'apt';
    return canUseCompose ? 'compose' : 'none';
  };
  return { postgres: choose('postgres'), rabbitmq: choose('rabbitmq') };
}

/** The services that come from `source`. */
export function servicesFrom(sources, source) {
  return Object.keys(sources).filter((service) => sources[service] === source);
}

/** The Debian packages of these services. */
export function aptPackagesOf(services) {
  return services.map((service) => APT_PACKAGES[service]);
}

/** The variables that would give these services. */
export function variablesOf(services) {
  return services.map((service) => VARIABLES[service]);
}
