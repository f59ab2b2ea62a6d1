import ipaddr from 'ipaddr.js';
import { isPublicAddress } from './public-address.js';

type Network = [ipaddr.IPv4 | ipaddr.IPv6, number];

const HOST_NAME = /^(?!-)[a-z0-9_-]{1,63}(\.[a-z0-9_-]{1,63})*$/i;

/** What may be reached: all that is public, and what the operator allows beside it. */
export class AllowedAddresses {
  private constructor(
    private readonly hosts: ReadonlySet<string>,
    private readonly networks: readonly Network[],
  ) {}

  /**
   * Reads a comma-separated list of host names, addresses and networks.
   * @throws Error whose message finishes the sentence "… must be …"
   */
  static parse(list: string): AllowedAddresses {
    const hosts = new Set<string>();
    const networks: Network[] = [];
    for (const entry of list.split(',').flatMap((one) => one.trim() || [])) {
      const network = networkOf(entry);
      if (network) networks.push(network);
      else if (HOST_NAME.test(entry)) hosts.add(entry.toLowerCase());
      else throw new Error(`host names, addresses or networks such as 10.1.0.0/16, separated by commas`);
    }
    return new AllowedAddresses(hosts, networks);
  }

  /** Whether connections to this name are fine, whatever address it has. */
  allowsHost(name: string): boolean {
    return this.hosts.has(name.toLowerCase().replace(/\.$/, ''));
  }

  allowsAddress(address: string): boolean {
    if (isPublicAddress(address)) return true;
    if (!ipaddr.isValid(address)) return false;
    const parsed = ipaddr.parse(address);
    return this.networks.some(([network, bits]) => parsed.kind() === network.kind() && parsed.match(network, bits));
  }
}

function networkOf(entry: string): Network | undefined {
  if (ipaddr.isValidCIDR(entry)) return ipaddr.parseCIDR(entry);
  if (!ipaddr.isValid(entry) || !/[.:].*[.:]/.test(entry)) return undefined;
  const address = ipaddr.parse(entry);
  return [address, address.kind() === 'ipv4' ? 32 : 128];
}
