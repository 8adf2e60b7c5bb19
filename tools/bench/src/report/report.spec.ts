import { mkdtemp, readFile, readdir, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { updateDocument } from './document';
import { allTables } from './report';
import { type Results } from './results';
import { costing, run, scenario, series, step } from './testing';

/** Runs at two rates that cost so much, and twice as much in the closed loop. */
function rated(...costs: number[]) {
  return costs.map((cost) => run(2 * cost, [step(10, 5 * cost), step(1000, cost)]));
}

const results: Results = {
  machine: '2 cores of a machine',
  date: '2025-11-05T12:00:00.000Z',
  rounds: 3,
  seconds: 2,
  scenarios: [
    {
      scenario: scenario('room'),
      series: [
        series('chat', ...rated(1, 1.02, 1.01)),
        series('limit', ...rated(0.5, 0.5, 0.5)),
        series('a <b> & c', ...rated(0.8, 0.9, 0.7)),
        series('naive', run(9, [step(10, 5.1), step(1000, 2, 'behind')])),
        { ...series('redis', ...rated(1)), fault: 'm0001 received from m0000 message 3 again' },
        { ...series('chat-tls', ...rated(4, 4.2, 4.1)), plain: 'chat' },
      ],
      twin: series('chat', ...rated(1.02, 1, 1)),
    },
    {
      scenario: scenario('storm'),
      series: [costing('chat', 1.5, 1.6, 1.7)],
      twin: { ...costing('chat', 1.5), fault: 'the load generator has ended' },
    },
    {
      scenario: scenario('crowd'),
      series: [
        series('chat', ...[1, 2, 3].map((cost) => run(cost, [], { idleBytes: 4500 }))),
        series('a <b> & c', ...[4, 5, 6].map((cost) => run(cost, [], { idleBytes: 9000 }))),
      ],
      twin: costing('chat', 1, 2, 3.3),
    },
  ],
  missing: [{ system: 'nats', why: 'nats-server: not installed' }],
};

test('the tables', () => {
  expect(allTables(results)).toMatchSnapshot();
});

test('when nothing could be measured, it says so alone', () => {
  const room = { scenario: scenario('room'), series: [series('chat')], twin: series('chat') };
  for (const scenarios of [[], [room]]) {
    expect(allTables({ ...results, scenarios })).toBe(
      '- Not measured: nats (nats-server: not installed).\n',
    );
  }
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
    const picture = '![room: what a delivery costs at each rate](speed/room.svg)';
    const tables = allTables(results, (name) => (name === 'room' ? picture : ''));
    expect(text).toContain(tables.trimEnd());
    expect(text).toContain(`100 members in one channel, one talks.\n\n${picture}\n\n`);
    expect(text).not.toContain('old');
    expect(await readdir(join(folder, 'speed'))).toEqual(['room.svg']);
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
