const SUCH_AS = 'give an address of this machine, such as 127.0.0.1 or ::1';

/** An address of fe80::/10, without an interface: each link has its own. */
const OF_EACH_LINK = /^fe[89ab].:[\da-f:]*$/i;

/**
 * What a failure to listen means to the person who typed the command line (rule 27).
 *
 * @param host what was typed; `undefined` for every interface
 */
export function explain(
  { code, syscall, message }: NodeJS.ErrnoException,
  port: number,
  host = '',
): string {
  switch (code) {
    case 'EADDRINUSE':
      return `Port ${port} is in use: choose another, or stop the program that listens on it.`;
    case 'EACCES':
      if (port >= 1024) return `This user may not listen on port ${port}.`;
      return `Port ${port} needs more permission than this user has: choose one from 1024 up.`;
    case 'EAI_AGAIN':
      return `The name ${host} cannot be looked up now: ${SUCH_AS}.`;
    case 'EAFNOSUPPORT':
      return 'This machine has no IPv6: give an address of IPv4.';
    case 'EADDRNOTAVAIL':
      return `This machine has no address ${host}.`;
  }
  if (syscall === 'getaddrinfo') return `There is no host ${host}: ${SUCH_AS}.`;
  if (code !== 'EINVAL') return `Cannot listen on port ${port}: ${message}.`;
  return OF_EACH_LINK.test(host)
    ? `${host} is an address of each link: say of which interface, such as ${host}%eth0.`
    : `This machine has no address ${host}.`;
}
