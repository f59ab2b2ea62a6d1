import ipaddr from 'ipaddr.js';

/** All of IPv6 that is given out to networks of the world is in here. */
const GLOBAL_UNICAST = ipaddr.IPv6.parseCIDR('2000::/3');

/** Parts of it that are not: protocol assignments (Teredo, ORCHID, benchmarking), documentation, 6to4. */
const NOT_GLOBAL = ['2001::/23', '2001:db8::/32', '2002::/16', '3fff::/20'].map((cidr) => ipaddr.IPv6.parseCIDR(cidr));

/** Networks of IPv4 that ipaddr.js counts as unicast although IANA has set them aside. */
const SET_ASIDE = ['192.0.0.0/24', '192.88.99.0/24', '198.18.0.0/15', '240.0.0.0/4'].map((cidr) =>
  ipaddr.IPv4.parseCIDR(cidr),
);

/**
 * Whether an address belongs to one host of the public internet: not private, loopback, link-local, shared (CGNAT), multicast,
 * reserved, nor an IPv6 address that has an IPv4 address inside (mapped, 6to4, NAT64, Teredo).
 */
export function isPublicAddress(address: string): boolean {
  if (!ipaddr.isValid(address)) return false;
  const parsed = ipaddr.parse(address);
  if (parsed.range() !== 'unicast') return false;
  if (parsed instanceof ipaddr.IPv4) return !SET_ASIDE.some((network) => parsed.match(network));
  if (!(parsed instanceof ipaddr.IPv6)) return false;
  return parsed.match(GLOBAL_UNICAST) && !NOT_GLOBAL.some((network) => parsed.match(network));
}
