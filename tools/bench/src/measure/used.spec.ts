import { usedSince } from './used';

test('what all servers, each of them and the broker have used since', () => {
  const before = { servers: [1, 2], broker: 10 };
  expect(usedSince(before, { servers: [1.5, 4], broker: 10.25 })).toEqual({
    cpuSeconds: 2.5,
    serverCpuSeconds: [0.5, 2],
    brokerCpuSeconds: 0.25,
  });
});
