import type { SmtpServer } from './smtp-server-options.js';

/** Reads `smtp[s]://user:password@host:port`; the usual ports are filled in. */
export function smtpServer(url: string): SmtpServer {
  const { protocol, hostname, port, username, password } = new URL(url);
  const secure = protocol === 'smtps:';
  const login = username === '' ? {} : { user: decodeURIComponent(username) };
  const secret = password === '' ? {} : { password: decodeURIComponent(password) };
  return {
    host: hostname.replace(/^\[|\]$/g, ''),
    port: port === '' ? (secure ? 465 : 587) : Number(port),
    secure,
    ...login,
    ...secret,
  };
}
