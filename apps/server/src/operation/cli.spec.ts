import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parseCommandLine } from './cli';
import { defaultOptions, OPTIONS } from './options';

let printed = '';

beforeEach(() => {
  printed = '';
  for (const stream of [process.stdout, process.stderr]) {
    jest.spyOn(stream, 'write').mockImplementation((text) => {
      printed += text.toString();
      return true;
    });
  }
  jest.spyOn(process, 'exit').mockImplementation((status) => {
    throw new Error(`exit ${String(status)}`);
  });
});

const environment = process.env;

afterEach(() => {
  jest.restoreAllMocks();
  process.env = environment;
});

describe('the port', () => {
  test.each([
    ['55555', 55555],
    ['0', 0],
    ['65535', 65535],
  ])('%s is a port (rule 27)', (text, port) => {
    expect(parseCommandLine([text]).port).toBe(port);
  });

  test.each([
    [[], "missing required argument 'port'."],
    [['1', '2'], 'too many arguments.'],
    [['abc'], 'A port is a whole number from 0 to 65535.'],
    [['65536'], 'A port is a whole number from 0 to 65535.'],
    [['-1'], 'A port is a whole number from 0 to 65535.'],
    [['1.5'], 'A port is a whole number from 0 to 65535.'],
    [[''], 'A port is a whole number from 0 to 65535.'],
    [['--hlp'], "unknown option '--hlp'"],
  ])('%j is answered with one line, and status 2 (rule 27)', (argv, fault) => {
    expectRefusal(argv, fault);
  });
});

describe('the options', () => {
  test('a plain start has the defaults', () => {
    expect(parseCommandLine(['1']).options).toEqual(defaultOptions());
    expect(defaultOptions()).toEqual({
      host: undefined,
      nats: undefined,
      natsPrefix: 'chat',
      natsCreds: undefined,
      natsCa: undefined,
      natsReplicas: 1,
      tlsCert: undefined,
      tlsKey: undefined,
      tlsCa: undefined,
      webPort: false,
      webHost: undefined,
      webOrigin: [],
      trustedProxy: [],
      maxConnections: 65_536,
      maxConnectionsPerAddress: 16_384,
      maxChannels: 65_536,
      nameTimeout: 60_000,
      idleTimeout: Infinity,
      tcpKeepalive: 60_000,
      sendQueueLimit: 8 * 1024 * 1024,
      sendQueueTotal: 1024 ** 3,
      floodRate: Infinity,
      floodBurst: 100,
      drainTimeout: 5000,
      logLevel: 'info',
      adminPort: false,
      adminHost: '127.0.0.1',
      native: true,
    });
  });

  test.each([
    ['--host=::1', { host: '::1' }],
    ['--max-connections=9', { maxConnections: 9 }],
    ['--max-connections-per-address=off', { maxConnectionsPerAddress: Infinity }],
    ['--name-timeout=1500ms', { nameTimeout: 1500 }],
    ['--idle-timeout=2h', { idleTimeout: 7_200_000 }],
    ['--tcp-keepalive=5m', { tcpKeepalive: 300_000 }],
    ['--send-queue-limit=1536KiB', { sendQueueLimit: 1_572_864 }],
    ['--flood-rate=10', { floodRate: 10 }],
    ['--flood-rate=off', { floodRate: Infinity }],
    ['--flood-burst=1', { floodBurst: 1 }],
    ['--drain-timeout=1s', { drainTimeout: 1000 }],
    ['--name-timeout=1ms', { nameTimeout: 1 }],
    ['--idle-timeout=596h', { idleTimeout: 2_145_600_000 }],
    ['--tcp-keepalive=1s', { tcpKeepalive: 1000 }],
    ['--tcp-keepalive=32767s', { tcpKeepalive: 32_767_000 }],
    ['--send-queue-limit=1048576B', { sendQueueLimit: 1_048_576 }],
    ['--send-queue-total=1024GiB', { sendQueueTotal: 1024 ** 4 }],
    ['--max-connections=1000000', { maxConnections: 1_000_000 }],
    ['--flood-rate=100000', { floodRate: 100_000 }],
    ['--log-level=debug', { logLevel: 'debug' }],
    ['--admin-port=0', { adminPort: 0 }],
    ['--admin-port=off', { adminPort: false }],
    ['--admin-host=::1', { adminHost: '::1' }],
    ['--no-native', { native: false }],
    ['--web-port=8080', { webPort: 8080 }],
    ['--web-host=::1', { webHost: '::1' }],
    ['--trusted-proxy=::1,192.0.2.0/24', { trustedProxy: ['::1', '192.0.2.0/24'] }],
    ['--web-origin=chat.example.org', { webOrigin: ['chat.example.org'] }],
    ['--web-origin=A.example,b.example', { webOrigin: ['a.example', 'b.example'] }],
  ])('%s is read', (flag, expected) => {
    expect(parseCommandLine([flag, '1'])).toEqual({
      port: 1,
      options: { ...defaultOptions(), ...expected },
      maxConnectionsGiven: 'maxConnections' in expected,
    });
  });

  test('the files of TLS are read', () => {
    process.env = { CHAT_TLS_KEY: 'key.pem', CHAT_TLS_CA: 'ca.pem' };
    expect(parseCommandLine(['--tls-cert=cert.pem', '1']).options).toMatchObject({
      tlsCert: 'cert.pem',
      tlsKey: 'key.pem',
      tlsCa: 'ca.pem',
    });
  });

  test.each([
    [['--tls-cert=c'], '--tls-cert and --tls-key need each other.'],
    [['--tls-key=k'], '--tls-cert and --tls-key need each other.'],
    [['--tls-ca=a'], '--tls-ca needs --tls-cert.'],
    [['--nats-creds=c'], '--nats-creds needs --nats.'],
    [['--nats-ca=a'], '--nats-ca needs --nats.'],
    [['--tls-cert='], 'The name of a file cannot be empty.'],
  ])('%j is refused', (flags, fault) => {
    expectRefusal([...flags, '1'], fault);
  });

  test('the addresses of NATS are read, and what lets a server in is kept apart from them', () => {
    const nats = 'nats://10.0.0.5,tls://al%40x:se%2Fcret@[::1]:4223, token@broker.example:5222';
    expect(parseCommandLine([`--nats=${nats}`, '1']).options.nats).toEqual([
      { shown: 'nats://10.0.0.5:4222', host: '10.0.0.5:4222', tls: false },
      {
        shown: 'tls://[::1]:4223',
        host: '[::1]:4223',
        tls: true,
        user: 'al@x',
        password: 'se/cret',
      },
      {
        shown: 'nats://broker.example:5222',
        host: 'broker.example:5222',
        tls: false,
        password: 'token',
      },
    ]);
  });

  test.each(['nats://al:secret@', 'nats://al:se/cret@host', 'x://al:secret@host:1,b'])(
    'what lets a server in is not shown when %s is refused',
    (nats) => {
      expectRefusal([`--nats=${nats}`, '1'], '://…@');
      expect(printed).not.toContain('al:');
    },
  );

  test('an environment variable counts where the command line is silent', () => {
    process.env = { CHAT_MAX_CONNECTIONS: '7', CHAT_IDLE_TIMEOUT: '1h' };
    expect(parseCommandLine(['--max-connections=8', '1']).options).toMatchObject({
      maxConnections: 8,
      idleTimeout: 3_600_000,
    });
  });

  const natsAddress =
    'An address is nats://<host>:<port> or tls://<host>:<port>, and a comma comes between several.';
  const size = 'A size is a whole number and B, KiB, MiB or GiB, from 1MiB to 1024GiB.';
  const duration = 'A duration is a whole number and ms, s, m or h, from 1ms to 596h.';
  const durationOrOff = duration.replace(/\.$/, ', or off.');
  const seconds = 'It is a whole number and s, m or h, from 1s to 32767s, or off.';
  const count = 'It is a whole number, from 1 to 1000000.';
  const countOrOff = 'It is a whole number, from 1 to 1000000, or off.';
  const rate = 'It is a whole number, from 1 to 100000, or off.';
  const proxy = 'A proxy is written as 192.0.2.1, or 192.0.2.0/24 for a network.';
  const name = 'A name is written as chat.example.org, without scheme, port or path.';

  test.each([
    ['--host=', 'An address cannot be empty.'],
    ['--max-connections=off', count],
    ['--max-connections=0', count],
    ['--max-connections=99999999999', count],
    ['--max-connections=1e3', count],
    ['--max-connections-per-address=-1', countOrOff],
    ['--max-connections-per-address=1000001', countOrOff],
    ['--name-timeout=60', durationOrOff],
    ['--name-timeout=0s', durationOrOff],
    ['--name-timeout=1.5s', durationOrOff],
    ['--idle-timeout=597h', durationOrOff],
    ['--idle-timeout=2147483648ms', durationOrOff],
    ['--drain-timeout=off', duration],
    ['--drain-timeout=99999999999999999999h', duration],
    ['--tcp-keepalive=1ms', seconds],
    ['--tcp-keepalive=1500ms', seconds],
    ['--tcp-keepalive=0s', seconds],
    ['--tcp-keepalive=32768s', seconds],
    ['--tcp-keepalive=10h', seconds],
    ['--send-queue-limit=8', size],
    ['--send-queue-limit=8MB', size],
    ['--send-queue-limit=1.5MiB', size],
    ['--send-queue-limit=1B', size],
    ['--send-queue-limit=1023KiB', size],
    ['--send-queue-total=1025GiB', size],
    ['--flood-rate=0', rate],
    ['--flood-rate=100001', rate],
    ['--flood-rate=9007199254740991', rate],
    ['--flood-burst=off', count],
    ['--flood-burst=9007199254740991', count],
    ['--nats=http://127.0.0.1:4222', natsAddress],
    ['--nats=nats://127.0.0.1:70000', natsAddress],
    ['--nats=nats://a,,nats://b', natsAddress],
    ['--nats-prefix=a.b', 'A prefix is letters, digits, - and _.'],
    ['--nats-replicas=6', 'It is a whole number, from 1 to 5.'],
    ['--log-level=loud', 'A level is one of debug, info, warning, error, off.'],
    ['--web-port=70000', 'A port is a whole number from 0 to 65535, or off.'],
    ['--trusted-proxy=localhost', proxy],
    ['--trusted-proxy=192.0.2.0/33', proxy],
    ['--trusted-proxy=', proxy],
    ['--web-origin=https://chat.example.org', name],
    ['--web-origin=chat.example.org:8080', name],
    ['--web-origin=a.example,*.example', name],
    ['--admin-port=70000', 'A port is a whole number from 0 to 65535, or off.'],
  ])('%s is answered with one line that says what would be right', (flag, fault) => {
    expectRefusal([flag, '1'], fault);
  });

  test('a wrong environment variable is named', () => {
    process.env = { CHAT_SEND_QUEUE_LIMIT: 'big' };
    expectRefusal(['1'], size);
    expect(printed).toContain('CHAT_SEND_QUEUE_LIMIT');
  });

  test('the manual tells each one with its default', () => {
    const manual = readFileSync(join(__dirname, '../../README.md'), 'utf8');
    for (const [name, option] of Object.entries(OPTIONS)) {
      const flag = name.replace(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`);
      const row = manual
        .split('\n')
        .find((line) => line.startsWith(`| \`--${flag} ${option.value}`));
      expect(row).toMatch(
        'default' in option ? ` \`${option.default}\` ` : / every interface | none /,
      );
    }
  });

  test('the help tells each one with its variable and its default', () => {
    expect(() => parseCommandLine(['--help'])).toThrow('exit 0');
    const help = printed.replace(/\s+/g, ' ');
    expect(help).toContain('(default: 8MiB, env: CHAT_SEND_QUEUE_LIMIT)');
    expect(help).toContain('(default: off, env: CHAT_ADMIN_PORT)');
    expect(help).toContain('every interface) (env: CHAT_HOST)');
  });
});

function expectRefusal(argv: readonly string[], fault: string): void {
  expect(() => parseCommandLine(argv)).toThrow('exit 2');
  expect(printed).toContain(fault);
  expect(printed).toMatch(/^chat-server: .*\. Usage: chat-server \[options\] <port>\n$/);
}
