import { attempt, seed } from './run/attempt';
import { Verdict } from './verdict';

test('three servers keep what they promise while servers, links and the broker fail', async () => {
  const verdict = new Verdict();
  await attempt(
    {
      seed: seed(),
      seconds: 6,
      servers: 3,
      nodes: 1,
      people: 4,
      haste: 80,
      kinds: ['server killed', 'link cut', 'broker restarted'],
      pace: { quiet: [500, 1000], lasting: [500, 2000] },
    },
    verdict,
  );
}, 120_000);
