import { BlockList, isIP } from 'node:net';

export interface AddressRange {
  address: string;
  prefix: number;
  family: 4 | 6;
}

/**
 * Address of the caller. `X-Forwarded-For` is read from its end, and only as far as each hop is a proxy of ours: everything
 * before the first stranger was written by that stranger.
 */
export function clientAddressReader(trusted: readonly AddressRange[]) {
  const proxies = new BlockList();
  for (const { address, prefix, family } of trusted) {
    proxies.addSubnet(address, prefix, family === 4 ? 'ipv4' : 'ipv6');
  }
  const isProxy = (address: string): boolean =>
    isIP(address) !== 0 && proxies.check(address, isIP(address) === 4 ? 'ipv4' : 'ipv6');

  return (peer: string | undefined, forwardedFor: string | string[] | undefined): string => {
    let client = plain(peer ?? '');
    const hops = [forwardedFor ?? ''].flat().join(',').split(',').reverse();
    for (const hop of hops) {
      const address = plain(hop.trim());
      if (!isProxy(client) || isIP(address) === 0) return client;
      client = address;
    }
    return client;
  };
}

/** IPv4 that came through an IPv6 socket. */
function plain(address: string): string {
  return address.startsWith('::ffff:') && isIP(address.slice(7)) === 4 ? address.slice(7) : address;
}
