import * as z from 'zod/mini';
import { isRange } from '../listen/trusted-proxies';
import { parseNatsAddresses } from './nats-addresses';
import {
  count,
  countOrOff,
  duration,
  durationOrOff,
  portOrOff,
  rateOrOff,
  replicas,
  secondsOrOff,
  size,
} from './quantities';

/** The levels of the log, from the most that is said to nothing. */
const LOG_LEVELS = ['debug', 'info', 'warning', 'error', 'off'] as const;

const address = z.optional(z.string().check(z.minLength(1, 'An address cannot be empty')));

/** What is written with commas between. */
const listed = z.pipe(
  z.optional(z.string()),
  z.transform((text) => text?.split(',') ?? []),
);

const NAME = 'A name is written as chat.example.org, without scheme, port or path';

const names = z.pipe(
  listed,
  z.array(z.string().check(z.regex(/^[\da-z]([\da-z.-]*[\da-z])?$/i, NAME), z.toLowerCase())),
);

const PROXY = 'A proxy is written as 192.0.2.1, or 192.0.2.0/24 for a network';

const ranges = z.pipe(listed, z.array(z.string().check(z.refine(isRange, PROXY))));

const file = z.optional(z.string().check(z.minLength(1, 'The name of a file cannot be empty')));

const NATS_ADDRESS =
  'An address is nats://<host>:<port> or tls://<host>:<port>, and a comma comes between several';

const natsAddresses = z.optional(
  z.pipe(
    z.string().check(z.refine((text) => parseNatsAddresses(text) !== undefined, NATS_ADDRESS)),
    z.transform((text) => parseNatsAddresses(text) ?? []),
  ),
);

/** One option of the command line. */
interface OptionDefinition {
  /** How the value stands in the help. */
  readonly value: string;
  readonly description: string;
  /** As it would be typed; without one, the option is `undefined`. */
  readonly default?: string;
  /** Reads what was typed; its messages say what would be right. */
  readonly schema: z.ZodMiniType<unknown, string | undefined>;
}

/**
 * Every option of the server, and so every limit, with its default. `sendQueueLimit` is
 * `--send-queue-limit` on the command line and `CHAT_SEND_QUEUE_LIMIT` in the environment.
 */
export const OPTIONS = {
  host: {
    value: '<address>',
    description: 'address to listen on (default: every interface)',
    schema: address,
  },
  tlsCert: {
    value: '<file>',
    description: 'certificate (PEM): talk TLS, and nothing else; read again on SIGHUP',
    schema: file,
  },
  tlsKey: {
    value: '<file>',
    description: 'private key of the certificate (PEM, unencrypted)',
    schema: file,
  },
  tlsCa: {
    value: '<file>',
    description: 'authorities (PEM): every client must have a certificate from one of them',
    schema: file,
  },
  webPort: {
    value: '<port>',
    description: 'port of the page and its WebSocket, for browsers, or off',
    default: 'off',
    schema: portOrOff,
  },
  webHost: {
    value: '<address>',
    description: 'address that the web port listens on (default: every interface)',
    schema: address,
  },
  webOrigin: {
    value: '<names>',
    description: 'names of this host for browsers, beside localhost, with commas between',
    schema: names,
  },
  trustedProxy: {
    value: '<addresses>',
    description: 'proxies that say for whom they connect, with commas between',
    schema: ranges,
  },
  maxConnections: {
    value: '<count>',
    description: 'connections in all; more are refused',
    default: '65536',
    schema: count,
  },
  maxConnectionsPerAddress: {
    value: '<count>',
    description: 'connections from one IPv4 address or IPv6 /64 network, or off',
    default: '16384',
    schema: countOrOff,
  },
  nameTimeout: {
    value: '<duration>',
    description: 'how long a new connection may take to send its name, or off',
    default: '60s',
    schema: durationOrOff,
  },
  idleTimeout: {
    value: '<duration>',
    description: 'how long a client may send nothing, or off',
    default: 'off',
    schema: durationOrOff,
  },
  tcpKeepalive: {
    value: '<duration>',
    description: 'silence after which TCP asks whether the client is still there, or off',
    default: '60s',
    schema: secondsOrOff,
  },
  sendQueueLimit: {
    value: '<size>',
    description: 'bytes that a client may leave unread; one further behind is cut off',
    default: '8MiB',
    schema: size,
  },
  sendQueueTotal: {
    value: '<size>',
    description:
      'memory that unread bytes may take in all; past it, the furthest behind is cut off',
    default: '1GiB',
    schema: size,
  },
  maxChannels: {
    value: '<count>',
    description: 'channels in all; no more can be created',
    default: '65536',
    schema: count,
  },
  floodRate: {
    value: '<frames>',
    description: 'frames per second that are read of one client in the long run, or off',
    default: 'off',
    schema: rateOrOff,
  },
  floodBurst: {
    value: '<frames>',
    description: 'frames of one client that are read at once before --flood-rate slows it',
    default: '100',
    schema: count,
  },
  nats: {
    value: '<addresses>',
    description: 'NATS over which several servers are one chat: nats://10.0.0.5:4222, or several',
    schema: natsAddresses,
  },
  natsPrefix: {
    value: '<word>',
    description: 'what the subjects and the bucket of this chat begin with',
    default: 'chat',
    schema: z.string().check(z.regex(/^[\w-]{1,32}$/, 'A prefix is letters, digits, - and _')),
  },
  natsCreds: {
    value: '<file>',
    description: 'credentials for NATS',
    schema: file,
  },
  natsCa: {
    value: '<file>',
    description: 'authorities (PEM) that the certificate of NATS must come from: talk TLS to it',
    schema: file,
  },
  natsReplicas: {
    value: '<count>',
    description:
      'nodes of NATS that keep the list of channels; said by who starts the first server',
    default: '1',
    schema: replicas,
  },
  drainTimeout: {
    value: '<duration>',
    description: 'how long a stopping server may take to send what clients are owed',
    default: '5s',
    schema: duration,
  },
  logLevel: {
    value: '<level>',
    description: `what is logged: ${LOG_LEVELS.join(', ')}`,
    default: 'info',
    schema: z.enum(LOG_LEVELS, `A level is one of ${LOG_LEVELS.join(', ')}`),
  },
  adminPort: {
    value: '<port>',
    description: 'port of /healthz, /readyz and /metrics over HTTP, or off',
    default: 'off',
    schema: portOrOff,
  },
  adminHost: {
    value: '<address>',
    description: 'address that the admin port listens on',
    default: '127.0.0.1',
    schema: address,
  },
} as const satisfies Record<string, OptionDefinition>;

/** The options as read: bytes, milliseconds, counts; `Infinity` for a limit that is off. */
export type Options = {
  readonly [Name in keyof typeof OPTIONS]: z.output<(typeof OPTIONS)[Name]['schema']>;
} & {
  /** Whether what Node need not send goes past it, where `@chat/socket-send` is there. */
  readonly native: boolean;
};

/** The options of a plain start. */
export function defaultOptions(): Options {
  const entries = Object.entries<OptionDefinition>(OPTIONS);
  const parsed = entries.map(([name, option]) => [name, option.schema.parse(option.default)]);
  return { ...Object.fromEntries(parsed), native: true } as Options;
}
