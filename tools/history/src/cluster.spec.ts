import { record } from './run/record';
import { Verdict } from './verdict';

test('a server that stands still for a moment keeps its promises', async () => {
  const seed = Number(process.env['SEED'] ?? Math.floor(Math.random() * 1e9));
  const verdict = new Verdict();
  verdict.add(
    await record({
      seed,
      seconds: 3,
      servers: 1,
      nodes: 0,
      people: 6,
      haste: 60,
      kinds: ['server paused'],
      pace: { quiet: [1000, 2000], lasting: [500, 1000] },
    }),
  );
  expect({ seed, broken: verdict.broken }).toEqual({ seed, broken: [] });
});
