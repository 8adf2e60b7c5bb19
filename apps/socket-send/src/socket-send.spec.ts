import fc from 'fast-check';
import { once } from 'node:events';
import { closeSync, existsSync, openSync } from 'node:fs';
import { createRequire } from 'node:module';
import { connect, createServer, type AddressInfo, type Server, type Socket } from 'node:net';
import { join } from 'node:path';
import { setImmediate as turn } from 'node:timers/promises';
import type * as SocketSend from './index';

const load = (): unknown => createRequire(__filename)('./index.js');

const isBuilt = existsSync(join(__dirname, '../build/socket-send.node'));

if (isBuilt) describe('as it was built', sending);
else {
  test('where there was no compiler, nothing is loaded', () => {
    expect(load).toThrow('Cannot find module');
  });
}

function sending(): void {
  const { send, sendViews, sendToAll } = load() as typeof SocketSend;
  let server: Server;
  const opened: Socket[] = [];

  beforeAll(async () => {
    server = createServer().listen(0, '127.0.0.1');
    await once(server, 'listening');
  });

  afterEach(() => {
    for (const socket of opened.splice(0)) socket.destroy();
  });

  afterAll(() => server.close());

  /** A connection: the side that sends, and the side that reads. */
  async function pair(): Promise<[Socket, Socket]> {
    const accepted = once(server, 'connection') as Promise<[Socket]>;
    const reader = connect((server.address() as AddressInfo).port, '127.0.0.1');
    const [sender] = await accepted;
    opened.push(sender, reader);
    for (const socket of [sender, reader]) socket.on('error', () => undefined);
    return [sender, reader];
  }

  function descriptorOf(socket: Socket): number {
    return (socket as unknown as { _handle: { fd: number } | null })._handle?.fd ?? -1;
  }

  async function read(reader: Socket, length: number): Promise<Buffer> {
    const chunks: Buffer[] = [];
    for (let size = 0; size < length; size += chunks.at(-1)?.length ?? 0) {
      chunks.push(...((await once(reader, 'data')) as [Buffer]));
    }
    return Buffer.concat(chunks);
  }

  /** Fills a socket until it takes no more, and returns how many bytes it took. */
  function fill(sender: Socket): number {
    const bytes = Buffer.alloc(64 * 1024);
    let total = 0;
    for (let taken = 0; taken !== -1; total += Math.max(taken, 0)) {
      taken = send(descriptorOf(sender), bytes);
    }
    return total;
  }

  test('one view is taken, a part of a buffer as it is', async () => {
    const [sender, reader] = await pair();
    expect(send(descriptorOf(sender), Buffer.from('[hello]').subarray(1, 6))).toBe(5);
    expect((await read(reader, 5)).toString()).toBe('hello');
  });

  test('any views arrive, in order', async () => {
    const [sender, reader] = await pair();
    const views = fc.array(fc.uint8Array({ maxLength: 500, size: 'max' }), { maxLength: 64 });
    await fc.assert(
      fc.asyncProperty(views, async (each) => {
        const whole = Buffer.concat(each);
        expect(sendViews(descriptorOf(sender), each)).toBe(whole.length);
        if (whole.length > 0) expect(await read(reader, whole.length)).toEqual(whole);
      }),
    );
  });

  test('to all, each is told by itself what it took', async () => {
    const [one, another] = [await pair(), await pair()];
    const [full] = await pair();
    fill(full);
    const descriptors = [one[0], full, another[0]].map(descriptorOf);
    const places = Int32Array.of(...descriptors, 7);
    expect(sendToAll(places, 3, Buffer.from('tea'))).toBe(1);
    expect([...places]).toEqual([3, -1, 3, 7]);
    for (const [, reader] of [one, another]) expect((await read(reader, 3)).toString()).toBe('tea');
  });

  test('a socket that is full takes a part, or nothing, and the rest is not lost', async () => {
    const [sender, reader] = await pair();
    reader.pause();
    const taken = fill(sender);
    expect(send(descriptorOf(sender), Buffer.from('x'))).toBe(-1);
    expect(sendViews(descriptorOf(sender), [Buffer.from('x')])).toBe(-1);
    sender.write('the end');
    const bytes = await read(reader.resume(), taken + 7);
    expect(bytes.length).toBe(taken + 7);
    expect(bytes.subarray(-7).toString()).toBe('the end');
  });

  test('a socket that was reset, is closed or never was, takes nothing, and nobody dies of it', async () => {
    const [sender, reader] = await pair();
    const view = Buffer.from('hello');
    const closed = new Promise((resolve) => sender.once('close', resolve));
    reader.resetAndDestroy();
    // Until the reset has come, it takes what nobody will read.
    while (send(descriptorOf(sender), view) === view.length) await turn();
    expect(send(descriptorOf(sender), view)).toBe(-1);
    await closed;
    expect(send(descriptorOf(sender), view)).toBe(-1);
    for (const none of [-1, 1_000_000]) {
      expect(send(none, view)).toBe(-1);
      expect(sendViews(none, [view])).toBe(-1);
      expect(sendToAll(Int32Array.of(none), 1, view)).toBe(1);
    }
  });

  test('what is no socket takes nothing', () => {
    const file = openSync(__filename, 'r');
    expect(send(file, Buffer.from('hello'))).toBe(-1);
    closeSync(file);
  });

  test('nothing is sent of nothing, or of what has been given away', async () => {
    const [sender] = await pair();
    const given = new Uint8Array(5);
    structuredClone(given, { transfer: [given.buffer] });
    for (const view of [new Uint8Array(0), given]) {
      expect(send(descriptorOf(sender), view)).toBe(0);
      expect(sendViews(descriptorOf(sender), [view, view])).toBe(0);
      expect(sendToAll(Int32Array.of(descriptorOf(sender)), 1, view)).toBe(0);
    }
    expect(sendViews(descriptorOf(sender), [])).toBe(0);
  });

  const view = new Uint8Array(1);
  test.each<[string, () => unknown]>([
    ['ERR_DESCRIPTOR', () => send('1' as never, view)],
    ['ERR_DESCRIPTOR', () => (send as () => number)()],
    ['ERR_DESCRIPTOR', () => sendViews(undefined as never, [view])],
    ['ERR_DESCRIPTOR', () => sendToAll([1] as never, 1, view)],
    ['ERR_DESCRIPTOR', () => sendToAll(new Uint8Array(4) as never, 1, view)],
    ['ERR_DESCRIPTOR', () => sendToAll(new Int32Array(2), 3, view)],
    ['ERR_DESCRIPTOR', () => sendToAll(new Int32Array(2), -1, view)],
    ['ERR_VIEW', () => send(-1, 'text' as never)],
    ['ERR_VIEW', () => send(-1, new ArrayBuffer(1) as never)],
    ['ERR_VIEW', () => send(-1, new Int32Array(1) as never)],
    ['ERR_VIEW', () => send(-1, new DataView(new ArrayBuffer(1)) as never)],
    ['ERR_VIEW', () => sendViews(-1, view as never)],
    ['ERR_VIEW', () => sendViews(-1, [view, null] as never)],
    ['ERR_VIEW', () => sendViews(-1, new Array<Uint8Array>(65).fill(view))],
    ['ERR_VIEW', () => sendToAll(new Int32Array(1), 1, 'text' as never)],
  ])('what is no descriptor or no view is refused: %s, %#', (code, act) => {
    expect(act).toThrow(expect.objectContaining({ name: 'TypeError', code }) as Error);
  });
}
