/** How many connections come from where: from one IPv4 address, or one /64 network of IPv6. */
export class AddressCount {
  readonly #counts = new Map<string, number>();

  /** Counts one more, and says how many there are now from there. */
  add(address: string): number {
    const origin = originOf(address);
    const count = (this.#counts.get(origin) ?? 0) + 1;
    this.#counts.set(origin, count);
    return count;
  }

  /** Counts one less. */
  remove(address: string): void {
    const origin = originOf(address);
    const count = (this.#counts.get(origin) ?? 0) - 1;
    if (count > 0) this.#counts.set(origin, count);
    else this.#counts.delete(origin);
  }
}

const GROUPS_OF_AN_ADDRESS = 8;
const GROUPS_OF_A_NETWORK = 4;

/** One host of IPv6 has a whole /64 network to choose its addresses from. */
function originOf(address: string): string {
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
