import { type FaultKind } from './history';
import { attempt, seed } from './run/attempt';
import { faults } from './run/faults';
import { Verdict } from './verdict';

/** Seconds of all, in which things befall, and of one history. */
const SECONDS = Number(process.env['SOAK'] ?? 600);
const ROUND = 120;

const verdict = new Verdict();

afterAll(() => {
  process.stdout.write(`\n${verdict.toString()}\n`);
});

const rounds = Array.from({ length: Math.max(1, Math.round(SECONDS / ROUND)) }, (_, round) => ({
  round,
  seed: seed() + round,
  nodes: ([3, 1] as const)[round % 2] ?? 1,
}));

test.each(rounds)(
  'round $round: three servers, a broker of $nodes, seed $seed',
  async ({ seed, nodes }) => {
    await attempt(
      {
        seed,
        nodes,
        seconds: Math.min(SECONDS, ROUND),
        servers: 3,
        people: 6,
        haste: 150,
        kinds: Object.keys(faults) as FaultKind[],
        pace: { quiet: [1000, 15_000], lasting: [200, 8000] },
      },
      verdict,
    );
  },
  4 * ROUND * 1000,
);
