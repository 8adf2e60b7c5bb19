import { type Wire } from './wire';
import { clientFrame, serverFrame, upgrade } from './websocket';

/*
 * The first digit is the packet of Engine.IO (0 open, 2 ping, 3 pong, 4 message), the second the one
 * of Socket.IO in it (0 connect, 2 event, 3 acknowledgement), then an event may have a number.
 */

function event(name: string, value: string): string {
  return `42${JSON.stringify([name, value])}`;
}

/** Socket.IO 4 over WebSocket alone, and in it what `socket-io-relay.ts` understands. */
export const socketIo: Wire = {
  echoes: false,
  probe: { question: serverFrame('2'), answer: clientFrame('3') },
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
