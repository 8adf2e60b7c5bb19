import { type Step } from '../load/job';
import { type Run } from '../one-run';
import { serversTable } from './servers-table';
import { run, scenario, series, step } from './testing';

/** A run with these costs of the servers and the broker, and this latency in the middle. */
function joinedRun(cost: number, broker: number, p50: number): Run {
  const one = step(100, cost);
  const steps: Step[] = [
    { ...one, brokerCpuSeconds: broker, latency: { ...one.latency, p50 } },
    step(1000, cost, 'behind'),
  ];
  return run(cost, steps);
}

const alone = series('chat', ...[2, 2, 2].map((cost) => joinedRun(cost, 0, 0.5)));
const joined = {
  ...series('2 × chat', joinedRun(2.5, 0.1, 0.75), joinedRun(4, 0.2, 1.5), joinedRun(2, 0.3, 1)),
  alone: 'chat',
};
const measured = { scenario: scenario('room'), series: [alone, joined], twin: series('chat') };

test('servers that are joined stand beside one, round by round', () => {
  expect(serversTable([{ ...measured, rate: 100 }, measured])).toMatchInlineSnapshot(`
    "| case                        |          CPU-s/M | deliveries per CPU second, beside one |      broker CPU-s/M |       added p50 ms |
    | :-------------------------- | ---------------: | ------------------------------------: | ------------------: | -----------------: |
    | room, 100/s: 2 × chat       | 2.50 (2.00–4.00) |                    0.800 (0.500–1.00) | 0.200 (0.100–0.300) | 0.500 (0.250–1.00) |
    | room, closed loop: 2 × chat | 2.50 (2.00–4.00) |                    0.800 (0.500–1.00) |             0 (0–0) |                  – |
    "
  `);
});

test('where they fall behind, or none are joined, there is nothing to tell', () => {
  expect(serversTable([{ ...measured, rate: 1000 }])).toBe('');
  expect(serversTable([{ ...measured, series: [alone] }])).toBe('');
});
