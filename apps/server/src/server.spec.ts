import { encodeFrames, FrameDecoder, framePayload } from '@chat/framing';
import { EventEmitter, once } from 'node:events';
import { connect, type Socket } from 'node:net';
import { defaultOptions } from './options';
import { ChatServer } from './server';

/** A peer that never closes its side by itself. */
class Peer extends EventEmitter {
  readonly socket: Socket;
  readonly #heard: string[] = [];

  constructor(port: number) {
    super();
    const decoder = new FrameDecoder();
    this.socket = connect({ port, allowHalfOpen: true });
    this.socket.on('error', () => undefined);
    this.socket.on('data', (chunk) => {
      for (const frame of decoder.push(chunk)) {
        this.#heard.push(Buffer.from(framePayload(frame)).toString());
      }
      this.emit('heard');
    });
  }

  say(text: string): void {
    this.socket.write(encodeFrames(text));
  }

  async hear(): Promise<string> {
    for (;;) {
      const text = this.#heard.shift();
      if (text !== undefined) return text;
      await once(this, 'heard');
    }
  }

  /** Hears up to a text. */
  async hearUntil(text: string): Promise<string[]> {
    const heard = [];
    do heard.push(await this.hear());
    while (heard.at(-1) !== text);
    return heard;
  }
}

let server: ChatServer;
const peers: Peer[] = [];

/** A peer in the channel, once it is surely there: the first makes the channel. */
async function enter(name: string): Promise<Peer> {
  const peer = new Peer(port);
  peers.push(peer);
  peer.say(name);
  peer.say('/create c');
  peer.say('/join c');
  peer.say('/list');
  await peer.hearUntil('c');
  return peer;
}

let port: number;

beforeEach(async () => {
  server = new ChatServer();
  ({ port } = await server.listen(0));
});

afterEach(() => {
  for (const { socket } of peers.splice(0)) socket.destroy();
});

test('a peer that leaves more unread than its send queue holds is cut off, and nobody else is', async () => {
  const frozen = await enter('Frozen');
  const busy = await enter('Busy');
  const other = await enter('Other');
  frozen.socket.pause();
  // The buffers of the system come on top of the queue; they are not that large.
  const burst = 'x'.repeat(256 * 1024);
  const heard: string[] = [];
  for (let said = 0; said < 16 * defaultOptions().sendQueueLimit; said += burst.length) {
    busy.say(burst);
    busy.say('over');
    heard.push(...(await other.hearUntil('[Busy] over')));
    if (heard.includes('Frozen has left')) break;
  }
  expect(heard.filter((text) => !text.startsWith('[Busy] '))).toEqual(['Frozen has left']);
  await server.close();
}, 30_000);

test('closing delivers what was said before, then closes, whether or not the peers do', async () => {
  const alice = await enter('Alice');
  const bob = await enter('Bob');
  await alice.hearUntil('Bob has joined');
  alice.say('bye');
  await bob.hearUntil('[Alice] bye');
  const ends = [alice, bob].map(({ socket }) => once(socket, 'end'));
  const closed = server.close();
  await Promise.all(ends);
  await closed;
  await expect(once(connect(port), 'connect')).rejects.toThrow('ECONNREFUSED');
});
