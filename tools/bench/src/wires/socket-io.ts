import { type Wire } from './wire';
import { clientFrame, serverFrame, upgrade } from './websocket';

/*
 * The first digit is Engine.IO's (4: a message), the second Socket.IO's (0: connect, 2: an event, 3: the
 * acknowledgement of one, whose number follows).
 */

function event(name: string, value: string): string {
  return `42${JSON.stringify([name, value])}`;
}

/** Socket.IO 4 over WebSocket alone, and in it what `socket-io-relay.ts` understands. */
export const socketIo: Wire = {
  echoes: false,
  register: () => [
    upgrade('/socket.io/?EIO=4&transport=websocket', (received) =>
      /"maxPayload":\d+\}$/.test(received.toString('latin1')),
    ),
    {
      send: clientFrame('40'),
      until: (received) => /40\{"sid":"[^"]+"\}/.test(received.toString('latin1')),
    },
  ],
  join: (channel) => [
    {
      send: clientFrame(`420${JSON.stringify(['join', channel])}`),
      until: (received) => received.includes('430[]'),
    },
  ],
  message: ({ text }) => clientFrame(event('message', text.toString())),
  delivery: ({ text }) => serverFrame(event('message', text.toString())),
};
