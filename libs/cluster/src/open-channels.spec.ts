import type { Here } from '@chat/hub';
import { Figures } from './figures';
import { OpenChannel } from './open-channel';
import { OpenChannels } from './open-channels';
import { ManualClock } from './testing/manual-clock';

const ASKER = { answered: (): void => undefined };

let clock: ManualClock;
let channels: OpenChannels;
let unsubscribed: string[];

beforeEach(() => {
  clock = new ManualClock();
  channels = new OpenChannels(clock);
  unsubscribed = [];
});

/** A channel of that name, that somebody is about to enter. */
function open(name: string): OpenChannel {
  const channel = new OpenChannel(name, name, 0, {} as Here, new Figures());
  channels.add(channel, () => unsubscribed.push(name));
  channels.note(channel);
  return channel;
}

async function names(after: number): Promise<string[]> {
  await clock.run(after);
  channels.closeIdle();
  return Array.from(channels, ({ name }) => name);
}

test('a channel is closed when it had no member for 30 s', async () => {
  const channel = open('tea');
  channel.note({ type: 'joined', member: 1, name: 'Ann' });
  channels.note(channel);
  await expect(names(60_000)).resolves.toEqual(['tea']);
  channel.note({ type: 'left', member: 1 });
  channels.note(channel);
  await expect(names(29_999)).resolves.toEqual(['tea']);
  expect(unsubscribed).toEqual([]);
  await expect(names(1)).resolves.toEqual([]);
  expect(unsubscribed).toEqual(['tea']);
});

test('a channel with members stays open, though somebody was about to enter who never did', async () => {
  const channel = open('tea');
  channel.note({ type: 'joined', member: 1, name: 'Ann' });
  channels.note(channel);
  // Somebody asks for it, and is gone.
  channels.note(channel);
  await expect(names(60_000)).resolves.toEqual(['tea']);
});

test('a channel that somebody waits for stays open', async () => {
  open('tea').waiting.push(ASKER);
  open('mate');
  await expect(names(30_000)).resolves.toEqual(['tea']);
  channels.get('tea')?.waiting.pop();
  await expect(names(0)).resolves.toEqual([]);
});

test('those that are idle for longest are closed first, whatever befell them before', async () => {
  const [tea, mate] = [open('tea'), open('mate')];
  await clock.run(20_000);
  channels.note(tea);
  await expect(names(10_000)).resolves.toEqual(['tea']);
  expect(channels.named(['mate', 'tea', 'coffee'])).toEqual([tea]);
  await expect(names(20_000)).resolves.toEqual([]);
  expect(mate.members.size).toBe(0);
});

test('no number comes again that a closed channel has had', () => {
  const [tea, mate] = [open('tea'), open('mate')];
  tea.number = 7;
  mate.number = 3;
  channels.close(tea);
  channels.close(mate);
  expect(channels.highest).toBe(7);
});
