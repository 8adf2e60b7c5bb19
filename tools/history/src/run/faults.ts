import { type Sender } from '@chat/loopback/fault-proxy';
import { setTimeout as delay } from 'node:timers/promises';
import { type FaultKind } from '../history';
import { type World } from './world';

/** How something befalls a world, and ends. */
export interface Harm {
  /** Whose members may miss what others say. */
  readonly servers: readonly number[];
  readonly begin: () => Promise<void> | void;
  readonly end: () => Promise<void> | void;
}

/** What can befall a world, each with a number that says which part of it. */
export const faults: Record<FaultKind, (world: World, which: number) => Harm> = {
  'server killed': (world, which) =>
    ofServer(world, which, {
      begin: (server) => server.end('SIGKILL'),
      end: (server) => server.start(),
    }),
  'server stopped': (world, which) =>
    ofServer(world, which, {
      begin: (server) => server.end('SIGTERM'),
      end: (server) => server.start(),
    }),
  'server paused': (world, which) =>
    ofServer(world, which, {
      begin: (server) => server.pause(),
      end: (server) => {
        server.resume();
      },
    }),
  // Just when the others give it up, and again when they have found it.
  'server flapping': (world, which) =>
    ofServer(world, which, {
      begin: async (server) => {
        for (let time = 0; time < FLAPS; time++) {
          await server.pause();
          await delay(4000 + (which % 500));
          server.resume();
          await delay(which % 300);
        }
      },
      end: () => undefined,
    }),
  'broker killed': (world, which) =>
    ofBroker(world, which, {
      begin: (node) => node.end('SIGKILL'),
      end: (node) => node.start(),
    }),
  'broker paused': (world, which) =>
    ofBroker(world, which, {
      begin: (node) => node.pause(),
      end: (node) => {
        node.resume();
      },
    }),
  'broker restarted': (world, which) => ({
    ...ofBroker(world, which, { begin: () => undefined, end: () => undefined }),
    begin: () => world.broker?.restart(which % 2 === 0 ? 'SIGTERM' : 'SIGKILL'),
  }),
  'broker leaving': (world, which) =>
    ofBroker(world, which, {
      begin: (node) => {
        node.leave();
      },
      end: async (node) => {
        await node.end('SIGKILL');
        await node.start();
      },
    }),
  'link cut': (world, which) =>
    ofServer(world, which, {
      begin: ({ links }) => {
        links.forEach((link) => {
          link.cut();
        });
      },
      end: ({ links }) => {
        links.forEach((link) => {
          link.mend();
        });
      },
    }),
  'link stalled': stalling(),
  'link deaf': stalling(['server']),
  'link mute': stalling(['client']),
  'link slow': (world, which) =>
    ofServer(world, which, {
      begin: ({ links }) => {
        links.forEach((link) => {
          link.lag = 50 + (which % 200);
        });
      },
      end: ({ links }) => {
        links.forEach((link) => {
          link.lag = 0;
        });
      },
    }),
};

/** How often a server stands still, one time after the other. */
const FLAPS = 3;

/** What these send on a server's links, or what anybody sends, goes on when it is over. */
function stalling(senders?: readonly Sender[]) {
  return (world: World, which: number): Harm =>
    ofServer(world, which, {
      begin: ({ links }) => {
        links.forEach((link) => {
          link.stall(senders);
        });
      },
      end: ({ links }) => {
        links.forEach((link) => {
          link.flow();
        });
      },
    });
}

interface Doing<Part> {
  readonly begin: (part: Part) => Promise<void> | void;
  readonly end: (part: Part) => Promise<void> | void;
}

function ofServer(world: World, which: number, doing: Doing<World['servers'][number]>): Harm {
  const index = which % world.servers.length;
  return harm(world.servers[index], [index], doing);
}

function ofBroker(
  { broker, servers }: World,
  which: number,
  doing: Doing<NonNullable<World['broker']>['nodes'][number]>,
): Harm {
  const nodes = broker?.nodes ?? [];
  return harm(nodes[which % nodes.length], [...servers.keys()], doing);
}

function harm<Part>(
  part: Part | undefined,
  servers: readonly number[],
  { begin, end }: Doing<Part>,
): Harm {
  if (part === undefined) throw new Error('There is nothing that this can befall');
  return { servers, begin: () => begin(part), end: () => end(part) };
}
