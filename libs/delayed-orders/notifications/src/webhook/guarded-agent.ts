import type { LookupAddress } from 'node:dns';
import { lookup } from 'node:dns/promises';
import type { LookupFunction } from 'node:net';
import { isIP } from 'node:net';
import ipaddr from 'ipaddr.js';
import { Agent } from 'undici';

/** Finds the addresses of a name. */
export type Resolve = (host: string) => Promise<readonly LookupAddress[]>;

const resolveAll: Resolve = (host) => lookup(host, { all: true, verbatim: true });

/** A refusal to connect; its code is one of those that say "never sent". */
class BlockedAddressError extends Error {
  readonly code = 'EADDRBLOCKED';

  constructor() {
    super('the name has an address that webhooks must not reach');
    this.name = 'BlockedAddressError';
  }
}

/**
 * True for addresses of the public internet only: not for loopback, private, shared (100.64/10),
 * link-local (metadata services), unique local, multicast or reserved ones, however they are
 * written, nor for those that hide in IPv6.
 */
export function isPublicAddress(address: string): boolean {
  if (!ipaddr.isValid(address)) return false;
  const parsed = ipaddr.process(address);
  return parsed.range() === 'unicast' && !isTranslated(parsed);
}

/** 64:ff9b::/96 and 2002::/16 lead to IPv4 addresses that nobody has looked at. */
function isTranslated(address: ipaddr.IPv4 | ipaddr.IPv6): boolean {
  const text = address.toNormalizedString();
  return text.startsWith('64:ff9b:') || text.startsWith('2002:');
}

/**
 * An agent that connects to public addresses only. The name is resolved once for each connection,
 * and the connection goes to an address that was looked at: a name cannot change in between.
 */
export function guardedAgent(
  resolve: Resolve = resolveAll,
  isAllowed: (address: string) => boolean = isPublicAddress,
): Agent {
  const guarded: LookupFunction = (host, { all }, done) => {
    void allowedAddresses(host, resolve, isAllowed).then(
      (addresses) => {
        const [first] = addresses;
        if (all === true) done(null, addresses as LookupAddress[]);
        else done(null, first?.address ?? '', first?.family);
      },
      (error: NodeJS.ErrnoException) => done(error, '', 0),
    );
  };
  return new Agent({ connect: { lookup: guarded, timeout: 5_000 }, connections: 4 });
}

async function allowedAddresses(
  host: string,
  resolve: Resolve,
  isAllowed: (address: string) => boolean,
): Promise<readonly LookupAddress[]> {
  const addresses = await resolve(host);
  // One inner address among public ones is a trap, too.
  const isGood = addresses.length > 0 && addresses.every(({ address }) => isAllowed(address));
  if (!isGood) throw new BlockedAddressError();
  return addresses;
}

/**
 * Whether a URL may be called at all: https, no user in it, the usual port, and where it names an
 * address a public one. No lookup is asked for an address, so it is looked at here.
 */
export function isCallable(url: URL): boolean {
  const host = url.hostname.replace(/^\[|\]$/g, '');
  const isNamed = isIP(host) === 0 || isPublicAddress(host);
  const isPlain = url.username === '' && url.password === '' && url.hash === '';
  return url.protocol === 'https:' && ['', '443', '8443'].includes(url.port) && isPlain && isNamed;
}
