import { BlockList, isIP } from 'node:net';

/** Proxies that say truly for whom they connect, by their addresses. */
export class TrustedProxies {
  readonly #addresses = new BlockList();

  /** @param ranges such as `192.0.2.1`, `192.0.2.0/24` or `2001:db8::/32`; see {@link isRange} */
  constructor(ranges: readonly string[]) {
    for (const range of ranges) {
      const [address = '', prefix] = range.split('/');
      const family = familyOf(address);
      if (prefix === undefined) this.#addresses.addAddress(address, family);
      else this.#addresses.addSubnet(address, Number(prefix), family);
    }
  }

  has(address: string): boolean {
    return isIP(address) > 0 && this.#addresses.check(address, familyOf(address));
  }
}

/** Whether it is an address, or a network by its address and how many bits of that count. */
export function isRange(text: string): boolean {
  const [, address = '', prefix = '0'] = /^([^/]+)(?:\/(\d{1,3}))?$/.exec(text) ?? [];
  const bits = { 4: 32, 6: 128 }[isIP(address)] ?? -1;
  return Number(prefix) <= bits;
}

function familyOf(address: string): 'ipv4' | 'ipv6' {
  return address.includes(':') ? 'ipv6' : 'ipv4';
}
