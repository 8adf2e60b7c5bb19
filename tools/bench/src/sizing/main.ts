import { killAll } from '../children';
import { machine } from '../measure/machine';
import { figure, percent, spreadFigures } from '../report/figures';
import { findPlace, putTables } from '../report/document';
import { Progress } from '../report/progress';
import { spread } from '../report/summary';
import { table } from '../report/table';
import { removeFolders } from '../temporary-folder';
import { costsOf, forecast, type Costs, type Load, type Sample } from './costs';
import { standing, underLoad } from './loads';
import { channelMemory, type ChannelMemory } from './memory';

/*
 * What the parts of a message cost servers that NATS joins, what follows from that for one, two and four of
 * them, and what was measured: by turns, several times. `node sizing.js [<Markdown file>]` puts the tables into
 * the file, too.
 */

const ROUNDS = 5;
/** Seconds of each measurement. */
const SECONDS = 2;

const MILLI = 1e-3;

const pair: Load = { name: 'pair', members: 2, channels: 1, senders: 1, rate: 50 };
const room: Load = { ...pair, name: 'room', members: 100 };
const tables: Load = { name: 'tables', members: 1000, channels: 200, senders: 1000, rate: 200 };
const hall: Load = { ...pair, name: 'hall', members: 1000, rate: 20 };

/** What the forecast is held against: these loads on so many servers. */
const cases = [room, tables, hall].flatMap((load) => [1, 2, 4].map((count) => ({ load, count })));

interface Round {
  readonly costs: Costs;
  /** Microseconds of the broker for a batch that one server hears. */
  readonly broker: number;
  /** Of the cases, in their order. */
  readonly measured: readonly Sample[];
}

const progress = new Progress(process.stderr);

async function round(number: number): Promise<Round> {
  const say = (text: string): void => {
    progress.show(`round ${number} of ${ROUNDS}: ${text}`);
  };
  say('nothing');
  const [alone, joined] = [await standing(1, SECONDS), await standing(2, SECONDS)];
  const measure = (load: Load, count: number): Promise<Sample> => {
    say(`${load.name} on ${count}`);
    return underLoad(load, count, SECONDS);
  };
  const samples = { pair: await measure(pair, 1), apart: await measure(pair, 2) };
  const measured: Sample[] = [];
  for (const { load, count } of cases) measured.push(await measure(load, count));
  const [first = samples.pair] = measured;
  const costs = costsOf({ ...samples, alone, joined, room: first, hearers: room.members - 1 });
  return { costs, broker: samples.apart.broker / samples.apart.rate, measured };
}

function middle(rounds: readonly Round[], pick: (one: Round) => number): number {
  return spread(rounds.map(pick)).median;
}

function costTable(rounds: readonly Round[]): string {
  const row = (name: string, pick: (one: Round) => number): string[] => [
    name,
    spreadFigures(spread(rounds.map(pick))),
  ];
  return table(
    ['what', 'µs of processor time'],
    [
      row('a frame in', ({ costs }) => costs.frame),
      row('a delivery', ({ costs }) => costs.delivery),
      row('a batch out', ({ costs }) => costs.batchOut),
      row('a batch in', ({ costs }) => costs.batchIn),
      row('a second of a server alone', ({ costs }) => costs.alone),
      row('a second of a server with `--nats`', ({ costs }) => costs.joined),
      row('NATS, a batch that one server hears', ({ broker }) => broker),
    ],
  );
}

function forecastTable(rounds: readonly Round[]): string {
  const costs: Costs = {
    alone: middle(rounds, (one) => one.costs.alone),
    joined: middle(rounds, (one) => one.costs.joined),
    frame: middle(rounds, (one) => one.costs.frame),
    delivery: middle(rounds, (one) => one.costs.delivery),
    batchOut: middle(rounds, (one) => one.costs.batchOut),
    batchIn: middle(rounds, (one) => one.costs.batchIn),
  };
  const rows = cases.map(({ load, count }, place) => {
    const samples = rounds.flatMap(({ measured }) => measured[place] ?? []);
    const expected = MILLI * forecast(costs, load, count);
    const used = spread(
      samples.map(({ servers }) => MILLI * servers.reduce((sum, one) => sum + one, 0)),
    );
    const { members, channels, rate } = load;
    return [
      `${members} members in ${channels === 1 ? 'one channel' : `${channels} channels`}, ${rate}/s`,
      String(count),
      figure(expected),
      spreadFigures(used),
      percent(used.median / expected),
      figure(spread(samples.map(({ broker }) => MILLI * broker)).median),
    ];
  });
  const head = [
    ...['load', 'servers', 'forecast, ms a second', 'measured'],
    ...['of the forecast', 'NATS, ms a second'],
  ];
  return table(head, rows);
}

function memoryTable({ here, elsewhere, broker }: ChannelMemory): string {
  return table(
    ['a channel', 'bytes of resident memory'],
    [
      ['where it has members', figure(here)],
      ['on another server', figure(elsewhere)],
      ['of NATS', figure(broker)],
    ],
  );
}

/** Where the figures come from. */
function conditions(): string {
  const date = new Date().toISOString().slice(0, 10);
  return `Medians of ${ROUNDS} rounds (best–worst). ${date}, ${machine()}.\n`;
}

async function main(file: string | undefined): Promise<void> {
  if (file !== undefined) await findPlace(file);
  const rounds: Round[] = [];
  for (let number = 1; number <= ROUNDS; number++) rounds.push(await round(number));
  progress.show('memory');
  const memory = await channelMemory();
  progress.end();
  const parts = [costTable(rounds), forecastTable(rounds), memoryTable(memory), conditions()];
  const tables = parts.join('\n');
  process.stdout.write(tables);
  if (file !== undefined) await putTables(file, tables);
}

process.on('exit', () => {
  killAll();
  removeFolders();
});
for (const [signal, status] of [
  ['SIGINT', 130],
  ['SIGTERM', 143],
] as const) {
  process.once(signal, () => process.exit(status));
}

main(process.argv[2]).catch((error: unknown) => {
  process.stderr.write(`${error instanceof Error ? error.message : String(error)}\n`);
  process.exit(1);
});
