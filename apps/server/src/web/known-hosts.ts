import { isIP } from 'node:net';

/** A name or an address, and a port. */
const HOST = /^([\w.-]+|\[[\da-f:.]+\])(:\d*)?$/i;

/**
 * The hosts under which browsers may come: addresses, `localhost` and the given names. A page that was loaded
 * under any other name could be a stranger's, who had his name point to this machine after that.
 */
export class KnownHosts {
  readonly #names: ReadonlySet<string>;

  constructor(names: readonly string[]) {
    this.#names = new Set(['localhost', ...names]);
  }

  /** Why a page must not be had of a host, as `Host` names it; `undefined` if it may. */
  faultOfHost(host = ''): string | undefined {
    const name = HOST.test(host) ? hostOf(`http://${host}`)?.name : undefined;
    if (name === undefined) return 'The request does not say which host it is for.';
    if (this.#names.has(name) || isIP(name) > 0) return undefined;
    return `This server does not know itself as ${name}: start it with --web-origin ${name}`;
  }

  /**
   * Why a page must not connect: it is not from the host that it connects to, or nobody is to know this server
   * under that name. Whoever sends no `Origin` is no browser, and may come. The scheme does not count, since a
   * proxy may end TLS.
   */
  faultOfOrigin(origin: string | undefined, host = ''): string | undefined {
    if (origin === undefined) return undefined;
    const page = hostOf(origin);
    // The port that goes without saying is that of the page's scheme.
    const asked = page === undefined ? undefined : hostOf(`${page.scheme}//${host}`);
    if (page === undefined || page.host !== asked?.host) {
      return 'Only a page that this host has served may connect to it from a browser.';
    }
    return this.faultOfHost(host);
  }
}

/** What a URL says of the host: its name, an IPv6 address without brackets, and with its port. */
function hostOf(url: string): { scheme: string; name: string; host: string } | undefined {
  if (!URL.canParse(url)) return undefined;
  const { protocol, hostname, host } = new URL(url);
  return { scheme: protocol, name: hostname.replace(/^\[(.*)\]$/, '$1'), host };
}
