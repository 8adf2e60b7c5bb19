import type { Hub } from '../index';
import { Guest } from './guest';

/*
 * What members are promised, wherever they are: by one hub that is alone, and by several that have the same
 * channels. Whoever implements `Elsewhere` runs it.
 */

/**
 * Declares the tests.
 *
 * @param open makes hubs that have the same channels, at most one of each number; they are used for all tests
 */
export function promisesToMembers(open: () => Promise<readonly Hub[]>): void {
  let hubs: readonly Hub[] = [];
  let rooms = 0;
  let room = '';

  beforeAll(async () => {
    hubs = await open();
  });

  beforeEach(() => {
    room = `room ${++rooms}`;
  });

  /** Somebody at the hub of this number, or at the first again, when there are no more. */
  function guest(name: string, place: number): Guest {
    const hub = hubs[place % hubs.length];
    if (hub === undefined) throw new Error('No hub is open');
    return new Guest(hub, name);
  }

  /** Guests of one room, at a hub each. */
  async function together(...names: readonly string[]): Promise<Guest[]> {
    const guests = names.map(guest);
    for (const [index, each] of guests.entries()) {
      await each.ask(`/${index === 0 ? 'create' : 'join'} ${room}`);
      for (const other of guests.slice(0, index)) {
        await other.hears(`${names[index] ?? ''} has joined`);
      }
    }
    for (const each of guests) each.heard.length = 0;
    return guests;
  }

  test('of all that create one name, one has created it', async () => {
    const guests = Array.from({ length: 12 }, (_, index) => guest(`g${index}`, index));
    const answers = await Promise.all(guests.map((each) => each.ask(`/create ${room}`)));
    const refused = answers.flat().filter((text) => text.startsWith('Room '));
    expect(refused).toEqual(Array(11).fill(`Room ${room} already exists, so cannot be created.`));
  });

  test('a channel whose creation was answered is listed and joined everywhere', async () => {
    for (let index = 0; index < 9; index++) {
      const name = `${room}-${index}`;
      await guest('Ann', index).ask(`/create ${name}`);
      const [lister, joiner] = [guest('Ben', index + 1), guest('Cat', index + 2)];
      const [listed, joined] = await Promise.all([
        lister.ask('/list'),
        joiner.ask(`/join ${name}`),
      ]);
      expect(listed.join('\n').split('\n')).toContain(name);
      expect(joined).toEqual([]);
    }
  });

  test('all others hear what is said, in the order of each who says it', async () => {
    const names = ['Ann', 'Ben', 'Cat', 'Dan'];
    const guests = await together(...names);
    const count = 40;
    for (let index = 0; index < count; index++) for (const each of guests) each.send(`${index}`);
    await Promise.all(
      guests.flatMap((each) =>
        names
          .filter((name) => guests[names.indexOf(name)] !== each)
          .map((name) => each.hears(`[${name}] ${count - 1}`)),
      ),
    );
    for (const [index, { heard }] of guests.entries()) {
      for (const name of names) {
        const own = names[index] === name;
        const said = heard.filter((text) => text.startsWith(`[${name}] `));
        expect(said).toEqual(
          Array.from({ length: own ? 0 : count }, (_, number) => `[${name}] ${number}`),
        );
      }
    }
  });

  test('nothing passes by who joins that is said by those who have heard of it', async () => {
    for (let index = 0; index < 6; index++) {
      room = `${room}+`;
      const watchers = await together('Ann', 'Ben', 'Cat');
      const joiner = guest('Dan', index);
      joiner.send(`/join ${room}`);
      await Promise.all(
        watchers.map(async (watcher, number) => {
          await watcher.hears('Dan has joined');
          watcher.send(`welcome ${number}`);
        }),
      );
      await Promise.all(
        ['Ann', 'Ben', 'Cat'].map((name, number) => joiner.hears(`[${name}] welcome ${number}`)),
      );
    }
  });

  test('a move is "has left" and "has joined", once, and silence for who moves', async () => {
    const [ann, ben, cat] = (await together('Ann', 'Ben', 'Cat')) as [Guest, Guest, Guest];
    const other = `${room}!`;
    await guest('Dan', 1).ask(`/create ${other}`);
    await expect(cat.ask(`/join ${other}`)).resolves.toEqual([]);
    await expect(cat.ask(`/join ${room}`)).resolves.toEqual([]);
    cat.leave();
    for (const each of [ann, ben]) {
      await each.hears(() => each.heard.length === 3);
      expect(each.heard).toEqual(['Cat has left', 'Cat has joined', 'Cat has left']);
    }
  });

  test('a command that fails changes nothing (rule 13)', async () => {
    const [ann, ben] = (await together('Ann', 'Ben')) as [Guest, Guest];
    await expect(ben.ask(`/create ${room}`, `/join ${room}?`)).resolves.toEqual([
      `Room ${room} already exists, so cannot be created.`,
      `No channel named ${room}? exists. Try '/create ${room}?'?`,
    ]);
    ben.send('here');
    await ann.hears('[Ben] here');
    expect(ann.heard).toEqual(['[Ben] here']);
  });

  test('who has the name of another leaves alone', async () => {
    const [ann, ben, other] = (await together('Ann', 'Ben', 'Ann')) as [Guest, Guest, Guest];
    ann.leave();
    await ben.hears('Ann has left');
    ben.send('who is there?');
    await other.hears('[Ben] who is there?');
    other.send('I am');
    await ben.hears('[Ann] I am');
    expect(ben.heard).toEqual(['Ann has left', '[Ann] I am']);
  });

  test('bytes come through as they are, in names too', async () => {
    const channel = Buffer.concat([Buffer.from(`/create ${room}`), Uint8Array.of(0xff, 0xc3)]);
    const ann = guest('Ann', 0);
    await ann.ask(channel);
    const ben = guest('Ben', 1);
    await ben.ask(Buffer.concat([Buffer.from('/join'), channel.subarray(7)]));
    const said = [
      Uint8Array.of(0x41, 0xff, 0xc3),
      Buffer.from('x'.repeat(200)),
      Buffer.from('a\0b\nc'),
    ];
    ben.send(...said);
    await ann.hears('[Ben] a b c');
    expect(ann.heard).toEqual([
      'Ben has joined',
      '[Ben] A\xff\xc3',
      `[Ben] ${'x'.repeat(194)}`,
      '[Ben] xxxxxx',
      '[Ben] a b c',
    ]);
  });
}
