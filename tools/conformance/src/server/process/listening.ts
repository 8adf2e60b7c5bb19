import assert from 'node:assert/strict';
import { once } from 'node:events';
import { createServer } from 'node:net';
import { networkInterfaces, type NetworkInterfaceInfo } from 'node:os';
import { ASSIGNMENT } from '../../assignment';
import { type Check } from '../../check';
import { Patience } from '../../running/patience';
import { Program } from '../../running/program';
import { IPV4_ONLY, STACK_TRACE } from '../roots/causes';
import { freePort, listenError } from '@chat/loopback/free-port';
import { Peer } from '../driver/peer';
import { exit } from '../driver/running-server';
import { serving, type ServerUnderTest } from '../driver/server-under-test';
import { said } from '../driver/wording';

/** Several programs are started at once, on a machine that may be busy; in milliseconds. */
const EXIT_PATIENCE = 15_000;

/** Passes when a program that cannot serve says so in one line on stderr and exits with an error. */
async function refuses(argv: readonly string[], when: string): Promise<void> {
  const program = new Program(argv);
  try {
    const { code, signal } = await exit(program, when, Patience.current.limit(EXIT_PATIENCE));
    assert.equal(signal, null, `The server should exit ${when}, but died of ${String(signal)}`);
    assert.notEqual(code, 0, `The exit code should tell an error ${when}`);
    assert.doesNotMatch(program.stderr, /^ {4}at |Traceback/m, `No stack trace ${when}`);
    assert.match(
      program.stderr,
      /^[^\n]*\S[^\n]*\n?$/,
      `There should be one line on stderr ${when}, but there is:\n${program.stderr}`,
    );
    assert.equal(program.stdout.toString(), '', `Nothing should be on stdout ${when}`);
  } finally {
    await program.kill();
  }
}

/** A check's `run`: this is no command line to start with. */
function refusing(...others: string[][]): (subject: ServerUnderTest) => Promise<void> {
  return async (subject) => {
    await Promise.all(
      others.map((words) => refuses(subject.argvWith(...words), `on ${JSON.stringify(words)}`)),
    );
  };
}

/** The IPv4 addresses of this machine that are not its loopback; it may have none. */
function outsideAddresses(): NetworkInterfaceInfo[] {
  return Object.values(networkInterfaces())
    .flatMap((addresses) => addresses ?? [])
    .filter(({ family, internal }) => family === 'IPv4' && !internal);
}

const interfaces: Check<ServerUnderTest>[] = [
  {
    id: 'S-27.1',
    level: 'must',
    says: ASSIGNMENT.PORT,
    statement: 'one argument, the port, suffices; the server is reached over IPv4',
    run: serving(async (server) => {
      const peer = await server.connect('Alice');
      await peer.heard();
    }),
  },
  {
    id: 'S-27.2',
    level: 'should',
    statement: 'the server is reached over IPv6, on the same port',
    cause: IPV4_ONLY,
    run: serving(async (server) => {
      // A machine without IPv6 cannot show anything here.
      if ((await listenError({ port: 0, host: '::1' })) !== undefined) return;
      const [alice] = await server.gather('lobby', 'Alice');
      const bob = await Peer.connect(server.port, { host: '::1', wire: server.wire });
      bob.label = 'Bob, over IPv6,';
      try {
        bob.say('Bob', '/join lobby', 'hello');
        await alice.receives('Bob has joined', said('Bob', 'hello'));
      } finally {
        bob.destroy();
      }
    }),
  },
  {
    id: 'S-27.16',
    level: 'should',
    statement: 'the server is reached over the addresses that other machines use, too',
    run: serving(async (server) => {
      await server.gather('lobby', 'Witness');
      for (const { address } of outsideAddresses()) {
        const alice = await Peer.connect(server.port, { host: address, wire: server.wire }).catch(
          () => undefined,
        );
        assert.ok(alice, `The server should be reached on ${address}, as it is on 127.0.0.1`);
        try {
          alice.say('Alice');
          await alice.heard();
        } finally {
          alice.destroy();
        }
      }
    }),
  },
];

const refusals: Check<ServerUnderTest>[] = [
  {
    id: 'S-27.3',
    level: 'should',
    statement: 'a port that another such server has is refused in one line, and that one runs on',
    cause: STACK_TRACE,
    run: async (subject) =>
      serving(async (server) => {
        const [alice, bob] = await server.gather('lobby', 'Alice', 'Bob');
        await refuses(subject.argv(server.port), 'when the port is in use');
        alice.say('hello');
        await bob.receives(said('Alice', 'hello'));
        assert.ok(server.program.running, 'The first server should still run');
      })(subject),
  },
  {
    id: 'S-27.4',
    level: 'should',
    statement: 'a port that another program has is refused in one line',
    cause: STACK_TRACE,
    run: async (subject) => {
      const port = await freePort();
      const other = createServer().listen(port);
      await once(other, 'listening');
      try {
        await refuses(subject.argv(port), 'when the port is in use');
      } finally {
        other.close();
      }
    },
  },
  {
    id: 'S-27.5',
    level: 'should',
    statement: 'a port that needs more permission is refused in one line',
    run: async (subject) => {
      const port = 1;
      // Whoever may listen there, as root may, cannot show anything here.
      if ((await listenError({ port })) !== 'EACCES') return;
      await refuses(subject.argv(port), 'without permission');
    },
  },
  {
    id: 'S-27.6',
    level: 'should',
    statement: 'a port that is no number is refused in one line',
    cause: STACK_TRACE,
    run: refusing(['abc'], ['5x'], ['1e3'], ['0x50'], ['80.5']),
  },
  {
    id: 'S-27.7',
    level: 'should',
    statement: 'a number that is no port is refused in one line',
    cause: STACK_TRACE,
    run: refusing(['-1'], ['65536'], ['70000'], ['99999999999999999999']),
  },
  {
    id: 'S-27.8',
    level: 'should',
    statement: 'an empty or missing port, or more than one argument, is refused in one line',
    cause: STACK_TRACE,
    run: refusing([''], [' '], [], ['20001', '20002']),
  },
];

/** Rule 27: the command line, and where the server listens. */
export const listeningChecks: readonly Check<ServerUnderTest>[] = [...interfaces, ...refusals];
