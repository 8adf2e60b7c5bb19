import { mkdtemp, readFile, readdir, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type Run } from '../one-run';
import { scenarios } from '../scenarios';
import { updateDocument } from './document';
import { type Results } from './results';
import { allTables } from './tables';

function run(deliveries: number, rest: Partial<Run> = {}): Run {
  return {
    deliveries,
    messages: deliveries / 99,
    cpuSeconds: 2,
    wallSeconds: 2.5,
    startupMs: 50,
    ...rest,
  };
}

const latency = { rate: 5000, p50: 0.5, p99: 1.25, p999: 10 };

function scenario(name: string) {
  const found = scenarios.find((one) => one.name === name);
  if (found === undefined) throw new TypeError(`There is no scenario ${name}`);
  return found;
}

const results: Results = {
  machine: '2 cores of a machine',
  date: '2025-11-05T12:00:00.000Z',
  rounds: 2,
  seconds: 2,
  scenarios: [
    {
      scenario: scenario('room'),
      series: [
        { system: 'chat', runs: [run(14_000_000, { latency }), run(15_000_000, { latency })] },
        { system: 'a <b> & c', runs: [run(400_000, { latency }), run(300_000, { latency })] },
        { system: 'redis', runs: [run(1)], fault: 'm0001 received from m0000 message 3 again' },
      ],
    },
    { scenario: scenario('storm'), series: [{ system: 'chat', runs: [run(1_500_000)] }] },
    {
      scenario: scenario('crowd'),
      series: [
        { system: 'chat', runs: [run(14_000_000, { latency, idleBytes: 4500 })] },
        { system: 'a <b> & c', runs: [run(400_000, { latency, idleBytes: 9000 })] },
      ],
    },
  ],
  missing: [{ system: 'nats', why: 'nats-server is not installed' }],
};

test('the tables', () => {
  expect(allTables(results)).toMatchSnapshot();
});

test('when nothing could be measured, it says so alone', () => {
  const nothing = { ...results, scenarios: [{ scenario: scenario('room'), series: [] }] };
  expect(allTables(nothing)).toBe('Not measured: nats, nats-server is not installed.\n');
});

describe('a document', () => {
  let folder: string;
  let file: string;

  beforeEach(async () => {
    folder = await mkdtemp(join(tmpdir(), 'chat-bench-'));
    file = join(folder, 'speed.md');
  });
  afterEach(() => rm(folder, { recursive: true }));

  test('gets the tables in the place of the old ones, and charts beside it', async () => {
    await writeFile(
      file,
      'Before.\n\n<!-- bench: what follows is written by the bench -->\n\nold\n\n<!-- bench: end -->\n\nBehind.\n',
    );
    await updateDocument(file, results);
    await updateDocument(file, results);
    const text = await readFile(file, 'utf8');
    expect(text).toMatch(/^Before\.\n\n<!-- bench: what[^]*<!-- bench: end -->\n\nBehind\.\n$/);
    expect(text).toContain(allTables(results).trimEnd());
    expect(text).toContain('![room: deliveries per CPU second](speed/room.svg)');
    expect(text).not.toContain('old');
    expect(await readdir(join(folder, 'speed'))).toEqual(['crowd.svg', 'room.svg', 'storm.svg']);
    expect(await readFile(join(folder, 'speed/room.svg'), 'utf8')).toMatchSnapshot();
  });

  test('that has no place for them is left alone', async () => {
    await writeFile(file, 'Nothing here.\n');
    await expect(updateDocument(file, results)).rejects.toThrow(
      `${file} has no lines <!-- bench: `,
    );
    await expect(readFile(file, 'utf8')).resolves.toBe('Nothing here.\n');
  });
});
