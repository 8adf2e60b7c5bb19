import { randomBytes } from 'node:crypto';
import { FaultProxy } from '@chat/loopback/fault-proxy';
import { freePort } from '@chat/loopback/free-port';
import { Killable } from '@chat/loopback/killable';

/*
 * Several servers as one program: `node three-servers.js <count> <port> <program> <arguments>` starts so many of
 * the program, with a prefix that is theirs alone, and gives each connection to the next of them.
 */
async function start(count: number, port: number, command: readonly string[]): Promise<void> {
  const [program = '', ...args] = command;
  const prefix = `kit-${randomBytes(8).toString('hex')}`;
  const ports = await Promise.all(
    Array.from({ length: count }, async () => {
      const own = await freePort();
      const server = new Killable([program, ...args, '--nats-prefix', prefix, String(own)]);
      server.begin();
      await server.until(() => Promise.resolve(server.lastWords.includes('Listening on port')));
      return own;
    }),
  );
  await FaultProxy.to(ports, { port });
}

// However the program ends that has started this, its end of the pipe closes. The servers end with this process.
process.stdin.resume().on('close', () => process.exit());

const [count, port, ...command] = process.argv.slice(2);

start(Number(count), Number(port), command).catch((error: unknown) => {
  process.stderr.write(`${String(error)}\n`);
  process.exit(1);
});
