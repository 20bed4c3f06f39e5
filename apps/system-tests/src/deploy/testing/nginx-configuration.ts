import type { KongFile, KongRoute, KongService } from './kong-file.js';
import type { KongPlugin, PluginConfig, PluginName } from './kong-plugins.js';
import { shortestLimit } from './kong-plugins.js';

/** Where each service of the Kong file really listens: its name -> http://host:port. */
export type Upstreams = Readonly<Record<string, string>>;

interface Settings {
  readonly upstreams: Upstreams;
  readonly port: number;
  /** A folder of its own, for logs, sockets and request bodies. */
  readonly folder: string;
}

interface RoutedService {
  readonly route: KongRoute;
  readonly service: KongService | undefined;
  readonly plugins: readonly KongPlugin[];
}

const SIZE_UNITS = { bytes: '', kilobytes: 'k', megabytes: 'm' } as const;
const PERIODS = { second: 'r/s', minute: 'r/m' } as const;

/**
 * Writes an nginx configuration that routes as the Kong file says: regex paths before prefixes,
 * methods, removed headers, body size, rate limits (nginx's leaky bucket in place of Kong's fixed
 * window), the request id and fixed answers. It proves our route table, not Kong's behaviour.
 * @throws for anything in the file that it can't translate, rather than leaving it out.
 */
export function nginxConfiguration(kong: KongFile, settings: Settings): string {
  const routed = inOrderOfMatching(kong);
  return `
daemon off;
# One process under our own user: a worker of root's would turn into nobody and lose its folder.
master_process off;
pid "${settings.folder}/nginx.pid";
error_log stderr warn;
events {}
http {
  access_log off;
  merge_slashes off;
  ${temporaryFolders(settings.folder)}
  ${Object.entries(settings.upstreams).map(upstream).join('\n  ')}
  ${routed.map(rateLimitZone).filter(Boolean).join('\n  ')}
  # The first expression that matches decides, so the order is that of Kong's router.
  map "$request_method $uri" $kong_route {
    default none;
    ${routed.flatMap(routeExpressions).join('\n    ')}
  }
  ${requestIdMap(kong)}
  server {
    listen 127.0.0.1:${settings.port};
    location / { rewrite ^ /=route/$kong_route last; }
    location = /=route/none { internal; return 404; }
    ${routed.map(location).join('\n    ')}
  }
}
`;
}

/** Kong's traditional_compatible order: by regex, regex_priority, methods, then length. */
function inOrderOfMatching(kong: KongFile): RoutedService[] {
  const ofServices = kong.services.flatMap((service) =>
    service.routes.map((route) => routedService(kong, route, service)),
  );
  const ofNone = kong.routes.map((route) => routedService(kong, route, undefined));
  const rank = ({ route }: RoutedService): number[] => [
    route.paths[0]?.startsWith('~') ? 1 : 0,
    route.regex_priority,
    route.methods ? 1 : 0,
    Math.max(...route.paths.map((path) => path.length)),
  ];
  return [...ofServices, ...ofNone].sort((a, b) => compareRanks(rank(b), rank(a)));
}

function compareRanks(a: readonly number[], b: readonly number[]): number {
  const differing = a.findIndex((value, index) => value !== b[index]);
  return differing < 0 ? 0 : (a[differing] as number) - (b[differing] as number);
}

/** A plugin of the route stands in place of the service's of that name, and that of the global. */
function routedService(
  kong: KongFile,
  route: KongRoute,
  service: KongService | undefined,
): RoutedService {
  if (route.strip_path) throw new Error(`route ${route.name}: strip_path is not translated`);
  const plugins = [...kong.plugins, ...(service?.plugins ?? []), ...route.plugins];
  return {
    route,
    service,
    plugins: [...new Map(plugins.map((each) => [each.name, each])).values()],
  };
}

function configOf<Name extends PluginName>(
  { plugins }: RoutedService,
  name: Name,
): PluginConfig<Name> | undefined {
  return plugins.find((plugin) => plugin.name === name)?.config as PluginConfig<Name> | undefined;
}

/** Debian's nginx would write below /var/lib, which only root may. */
const temporaryFolders = (folder: string): string =>
  ['client_body', 'proxy', 'fastcgi', 'uwsgi', 'scgi']
    .map((kind) => `${kind}_temp_path "${folder}/${kind}";`)
    .join('\n  ');

const upstream = ([name, url]: [string, string]): string =>
  `upstream ${name} { server ${new URL(url).host}; }`;

function routeExpressions({ route }: RoutedService): string[] {
  const methods = route.methods ? `(?:${route.methods.join('|')})` : '[A-Z]+';
  return route.paths.map((path) => {
    const expression = path.startsWith('~')
      ? path.slice(1)
      : path.replace(/[.+*?()[\]{}|^$]/g, '\\$&');
    return `"~^${methods} ${expression}" ${route.name};`;
  });
}

function rateLimitZone(routed: RoutedService): string | undefined {
  const config = configOf(routed, 'rate-limiting');
  if (!config) return undefined;
  const { calls, period } = shortestLimit(config);
  if (period !== 'second' && period !== 'minute') throw new Error(`${period} is not translated`);
  return `limit_req_zone $binary_remote_addr zone=${routed.route.name}:1m rate=${calls}${PERIODS[period]};`;
}

function requestIdMap(kong: KongFile): string {
  const plugin = kong.plugins.find(({ name }) => name === 'correlation-id');
  if (plugin?.name !== 'correlation-id') return '';
  const variable = `$http_${plugin.config.header_name.toLowerCase().replaceAll('-', '_')}`;
  return `map ${variable} $correlation_id { default ${variable}; "" $request_id; }`;
}

function location(routed: RoutedService): string {
  const { route, service } = routed;
  const termination = configOf(routed, 'request-termination');
  const answer = termination
    ? [`return ${termination.status_code} '{"message":"${termination.message}"}';`]
    : proxied(routed, service);
  return `location = /=route/${route.name} { internal; ${answer.join(' ')} }`;
}

function proxied(routed: RoutedService, service: KongService | undefined): string[] {
  if (!service) throw new Error(`route ${routed.route.name}: neither a service nor an answer`);
  const size = configOf(routed, 'request-size-limiting');
  const limit = configOf(routed, 'rate-limiting');
  const removed = configOf(routed, 'request-transformer')?.remove.headers ?? [];
  const requestId = configOf(routed, 'correlation-id');
  return [
    `client_max_body_size ${size ? `${size.allowed_payload_size}${SIZE_UNITS[size.size_unit]}` : '0'};`,
    ...(limit ? [rateLimit(routed.route, limit)] : []),
    ...removed.map((header) => `proxy_set_header ${header} "";`),
    ...(requestId ? [`proxy_set_header ${requestId.header_name} $correlation_id;`] : []),
    ...(requestId?.echo_downstream
      ? [`add_header ${requestId.header_name} $correlation_id always;`]
      : []),
    `proxy_set_header Host ${routed.route.preserve_host ? '$http_host' : service.host};`,
    `proxy_read_timeout ${service.read_timeout}ms;`,
    // The request's own path and query, untouched: strip_path is false.
    `proxy_pass http://${service.name}$request_uri;`,
  ];
}

const rateLimit = (route: KongRoute, config: PluginConfig<'rate-limiting'>): string =>
  `limit_req zone=${route.name} burst=${Math.max(1, shortestLimit(config).calls - 1)} nodelay; limit_req_status 429;`;
