import { createSocket } from 'node:dgram';
import { once } from 'node:events';
import { freePort } from './free-port';

test('a port is given to nobody else, here or in another run', async () => {
  const ports = await Promise.all(Array.from({ length: 100 }, freePort));
  expect(new Set(ports).size).toBe(100);
  const other = createSocket('udp4');
  other.bind({ port: ports[0] ?? 0, address: '127.0.0.1', exclusive: true });
  await expect(once(other, 'listening')).rejects.toThrow('EADDRINUSE');
  other.close();
});
