const GROUPS_OF_AN_ADDRESS = 8;
const GROUPS_OF_A_NETWORK = 4;

/**
 * What counts as one place that connections come from: an IPv4 address, or a /64 network of IPv6, since
 * one host of IPv6 has such a network to choose its addresses from.
 */
export function originOf(address: string): string {
  if (!address.includes(':')) return address;
  const [head = '', tail] = address.split('::');
  const groups = head === '' ? [] : head.split(':');
  if (tail !== undefined) {
    const last = tail === '' ? [] : tail.split(':');
    while (groups.length + last.length < GROUPS_OF_AN_ADDRESS) groups.push('0');
    groups.push(...last);
  }
  return groups.slice(0, GROUPS_OF_A_NETWORK).join(':');
}
