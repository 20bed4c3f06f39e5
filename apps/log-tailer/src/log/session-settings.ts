/**
 * How the server writes values, in the log's stream as in a snapshot's queries. Left to the
 * server, a role's or a database's own DateStyle would change what is published.
 */
export const TEXT_FORM = {
  datestyle: 'ISO',
  timezone: 'UTC',
  intervalstyle: 'postgres',
  extra_float_digits: '1',
  bytea_output: 'hex',
  client_encoding: 'UTF8',
} as const;

/** The URL with settings that each session opened by it begins with, over those in the URL. */
export function withSessionSettings(
  url: string,
  settings: Readonly<Record<string, string>>,
): string {
  const complete = new URL(url);
  const options = Object.entries(settings).map(([name, value]) => `-c ${name}=${value}`);
  const given = complete.searchParams.get('options');
  complete.searchParams.set('options', [...(given ? [given] : []), ...options].join(' '));
  return complete.toString();
}
