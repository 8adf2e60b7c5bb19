const SUCH_AS = 'give an address of this machine, such as 127.0.0.1 or ::1';

/**
 * What a failure to listen means to the person who typed the command line (rule 27).
 *
 * @param host what was typed; `undefined` for every interface
 */
export function explain(
  { code, syscall, message }: NodeJS.ErrnoException,
  port: number,
  host: string | undefined,
): string {
  if (code === 'EADDRINUSE') {
    return `Port ${port} is in use: choose another, or stop the program that listens on it.`;
  }
  if (code === 'EACCES') {
    return `Port ${port} needs more permission than this user has: choose one from 1024 up.`;
  }
  if (host === undefined) return `Cannot listen on port ${port}: ${message}.`;
  if (code === 'EAI_AGAIN') return `The name ${host} cannot be looked up now: ${SUCH_AS}.`;
  if (syscall === 'getaddrinfo') return `There is no host ${host}: ${SUCH_AS}.`;
  if (code === 'EAFNOSUPPORT') return `This machine has no IPv6: give an address of IPv4.`;
  if (code === 'EINVAL' && LINK_LOCAL.test(host)) {
    return `${host} is an address of each link: say of which interface, such as ${host}%eth0.`;
  }
  if (code === 'EADDRNOTAVAIL' || code === 'EINVAL') return `This machine has no address ${host}.`;
  return `Cannot listen on port ${port} of ${host}: ${message}.`;
}

/** An address of fe80::/10, or a multicast one of a link, without its interface. */
const LINK_LOCAL = /^(fe[89ab].|ff.2):[\da-f:]*$/i;
