const REASONS: Readonly<Record<string, string>> = {
  ECONNREFUSED: 'It refuses the connection: perhaps no server is running there.',
  ECONNRESET: 'It resets the connection.',
  ENOTFOUND: 'There is no host of that name.',
  EAI_AGAIN: 'The name cannot be looked up now.',
  ETIMEDOUT: 'There is no answer.',
  EHOSTUNREACH: 'There is no way to that host.',
  EINVAL:
    'That is no name or address. One that begins with fe80 needs its interface, as in fe80::1%eth0.',
  ENETUNREACH: 'There is no way to that network.',
};

/** The network is why there is no connection: in one line, by the system's code. */
export class Unreachable extends Error {
  constructor(code: string) {
    super(REASONS[code] ?? `The connection fails: ${code}.`);
  }
}
