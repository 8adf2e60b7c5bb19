import { once } from 'node:events';
import { connect, createServer, type AddressInfo, type Server, type Socket } from 'node:net';
import { setImmediate as turn } from 'node:timers/promises';
import { read } from './read';

let server: Server;
const opened: Socket[] = [];

beforeAll(async () => {
  server = createServer({ allowHalfOpen: true, highWaterMark: 1 }).listen(0, '127.0.0.1');
  await once(server, 'listening');
});

afterEach(() => {
  for (const socket of opened.splice(0)) socket.destroy();
});

afterAll(() => server.close());

/** A connection: the side that reads, and the side that sends. */
async function pair(): Promise<[Socket, Socket]> {
  const accepted = once(server, 'connection') as Promise<[Socket]>;
  const sender = connect((server.address() as AddressInfo).port, '127.0.0.1');
  const [reader] = await accepted;
  opened.push(reader, sender);
  return [reader, sender];
}

/** What a socket reads, and the memory that it came in. */
function heardOf(socket: Socket) {
  const heard = { text: '', memory: new Set<ArrayBufferLike>() };
  read(socket, (bytes) => {
    heard.text += Buffer.from(bytes).toString();
    heard.memory.add(bytes.buffer);
  });
  return heard;
}

async function until(condition: () => boolean): Promise<void> {
  while (!condition()) await turn();
}

test('all sockets read into the same memory; an end is told', async () => {
  const [[first, alice], [second, panda]] = [await pair(), await pair()];
  const heard = [heardOf(first), heardOf(second)] as const;
  const long = 'long'.repeat(100_000);
  alice.end(`Alice ${long}`);
  panda.end(`Panda ${long}`);
  await Promise.all([once(first, 'end'), once(second, 'end')]);
  expect(heard[0].text).toBe(`Alice ${long}`);
  expect(heard[1].text).toBe(`Panda ${long}`);
  expect(new Set([...heard[0].memory, ...heard[1].memory]).size).toBe(1);
});

test('a paused socket reads nothing until it is resumed', async () => {
  const [reader, sender] = await pair();
  const heard = heardOf(reader);
  sender.write('before, ');
  await until(() => heard.text === 'before, ');
  reader.pause();
  sender.write('behind');
  const [other, witness] = await pair();
  const seen = heardOf(other);
  witness.write('later');
  await until(() => seen.text === 'later');
  expect(heard.text).toBe('before, ');
  reader.resume();
  await until(() => heard.text === 'before, behind');
});

test('what was read before, and is still to be taken, comes first', async () => {
  const [reader, sender] = await pair();
  sender.write('header, chat');
  const [bytes] = (await once(reader, 'data')) as [Buffer];
  reader.pause();
  reader.unshift(bytes.subarray('header, '.length));
  const heard = heardOf(reader);
  reader.resume();
  sender.end(' on');
  await once(reader, 'end');
  expect(heard.text).toBe('chat on');
});
