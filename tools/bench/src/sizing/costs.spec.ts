import { costsOf, forecast, type Load } from './costs';

const costs = { alone: 300, joined: 2000, frame: 20, delivery: 5, batchOut: 30, batchIn: 10 };
const pair: Load = { name: 'pair', members: 2, channels: 1, senders: 1, rate: 50 };
const tables: Load = { name: 'tables', members: 15, channels: 3, senders: 15, rate: 100 };

test('what servers take for one hearer, for many, and for one elsewhere tells what each part costs', () => {
  const samples = {
    alone: 300,
    joined: 2000,
    pair: { rate: 50, servers: [300 + 50 * (20 + 5)], broker: 0 },
    room: { rate: 40, servers: [300 + 40 * (20 + 99 * 5)], broker: 0 },
    hearers: 99,
    apart: { rate: 60, servers: [2000 + 60 * (20 + 30), 2000 + 60 * (10 + 5)], broker: 0 },
  };
  expect(costsOf(samples)).toEqual(costs);
});

test.each([
  { load: pair, count: 1, microseconds: 300 + 50 * (20 + 5) },
  { load: pair, count: 2, microseconds: 4000 + 50 * (20 + 5 + 30 + 10) },
  { load: pair, count: 4, microseconds: 8000 + 50 * (20 + 5 + 30 + 10) },
  { load: tables, count: 4, microseconds: 8000 + 100 * (20 + 4 * 5 + 30 + 3 * 10) },
])('what a load costs: $load.name on $count', ({ load, count, microseconds }) => {
  expect(forecast(costs, load, count)).toBe(microseconds);
});
