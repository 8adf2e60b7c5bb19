import { type Check } from '../../check';
import { BLOCKED } from '../roots/causes';
import { conversing, repeated } from '../driver/conversation';
import { type Peer } from '../driver/peer';
import { type RunningServer } from '../driver/running-server';
import { serving, type ServerUnderTest } from '../driver/server-under-test';
import { said } from '../driver/wording';

const silence: Check<ServerUnderTest>[] = [
  {
    id: 'S-29.1',
    level: 'robust',
    statement: 'connections that send nothing delay nobody',
    cause: BLOCKED,
    run: conversing(async (server) => {
      for (let count = 0; count < 50; count++) await server.connect();
      return () => undefined;
    }),
  },
  {
    id: 'S-29.2',
    level: 'robust',
    statement: 'connections that send half a frame, then nothing, delay nobody',
    cause: BLOCKED,
    run: conversing(async (server) => {
      for (let count = 0; count < 50; count++) {
        (await server.connect()).write(Buffer.from('half a name'));
        (await server.connect('Named')).write(Buffer.from('/create '));
      }
      return () => undefined;
    }),
  },
  {
    id: 'S-29.3',
    level: 'robust',
    statement: 'connections that come and are reset all the time delay nobody',
    run: conversing((server) =>
      Promise.resolve(async () => {
        for (const name of [undefined, 'Passer-by']) (await server.connect(name)).reset();
      }),
    ),
  },
];

const newcomers: Check<ServerUnderTest>[] = [
  {
    id: 'S-29.13',
    level: 'robust',
    statement:
      'whoever connects after others who send nothing, or half a name, need not wait for them',
    run: serving(async (server) => {
      for (let count = 0; count < 20; count++) {
        await server.connect();
        (await server.connect()).write(Buffer.from('half a name'));
      }
      const [alice, bob] = await server.gather('lobby', 'Alice', 'Bob');
      alice.say('hello');
      await bob.receives(said('Alice', 'hello'));
    }),
  },
];

/** A check's `run`: a peer sends this frame as fast as it can, in a channel or in none. */
function flooding(
  payload: string,
  join: (server: RunningServer) => Promise<readonly Peer[]>,
): (subject: ServerUnderTest) => Promise<void> {
  const bytes = repeated(payload, 500);
  return conversing(async (server) => {
    const flooders = await join(server);
    return () => {
      for (const peer of flooders) peer.write(bytes);
    };
  });
}

const floods: Check<ServerUnderTest>[] = [
  {
    id: 'S-29.4',
    level: 'robust',
    statement: 'a member who floods a channel delays no other channel',
    run: flooding('x'.repeat(200), async (server) => {
      const [flooder] = await server.gather('busy', 'Flooder', 'Listener', 'Other listener');
      return [flooder];
    }),
  },
  {
    id: 'S-29.5',
    level: 'robust',
    statement: 'a connection that floods with invalid commands delays nobody',
    run: flooding('/foo', async (server) => [await server.connect('Flooder')]),
  },
  {
    id: 'S-29.6',
    level: 'robust',
    statement: 'clients that send blank frames without end delay nobody',
    run: flooding('', async (server) => [
      ...(await server.gather('busy', 'Spinner', 'Other spinner')),
      await server.connect('Spinner outside'),
    ]),
  },
  {
    id: 'S-29.7',
    level: 'robust',
    statement: 'a member who moves from channel to channel without rest delays nobody',
    run: conversing(async (server) => {
      const [restless] = await server.gather('busy', 'Restless', 'Listener');
      return () => {
        restless.write(repeated('/join busy', 200));
      };
    }),
  },
];

/** Rule 29: what one connection does, or does not, is no other's business. */
export const isolationChecks: readonly Check<ServerUnderTest>[] = [
  ...silence,
  ...newcomers,
  ...floods,
];
