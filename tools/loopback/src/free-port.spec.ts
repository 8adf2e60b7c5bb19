import { createSocket } from 'node:dgram';
import { once } from 'node:events';
import { freePort, onFreePort, PortTaken } from './free-port';

test('a port is given to nobody else, here or in another run', async () => {
  const ports = await Promise.all(Array.from({ length: 100 }, freePort));
  expect(new Set(ports).size).toBe(100);
  const other = createSocket('udp4');
  other.bind({ port: ports[0] ?? 0, address: '127.0.0.1', exclusive: true });
  await expect(once(other, 'listening')).rejects.toThrow('EADDRINUSE');
  other.close();
});

test('a run that goes on for long does not use up the ports', async () => {
  const first = await freePort();
  for (let count = 0; count < 128; count++) await freePort();
  const other = createSocket('udp4');
  other.bind({ port: first, address: '127.0.0.1', exclusive: true });
  await once(other, 'listening');
  other.close();
});

test('a port that is taken after all is changed for another, but not for ever', async () => {
  const ports: number[] = [];
  await onFreePort((port) => {
    ports.push(port);
    return ports.length < 3 ? Promise.reject(new PortTaken()) : Promise.resolve();
  });
  expect(new Set(ports).size).toBe(3);
  await expect(onFreePort(() => Promise.reject(new PortTaken()))).rejects.toThrow(PortTaken);
});
