import { parseCommandLine } from './cli';
import type { Options } from './options';
import { ChatServer } from './server';
import type { Encryption } from './tls';

/** What a failure to listen means to the person who typed the command line (rule 27). */
function explain(error: NodeJS.ErrnoException, port: number, host: string | undefined): string {
  switch (error.code) {
    case 'EADDRINUSE':
      return `Port ${port} is in use: choose another, or stop the program that listens on it.`;
    case 'EACCES':
      return `Port ${port} needs more permission than this user has: choose one from 1024 up.`;
    case 'EADDRNOTAVAIL':
    case 'ENOTFOUND':
      return `This machine has no address ${host ?? ''}: --host takes one of its own.`;
    default:
      return `Cannot listen on port ${port}: ${error.message}`;
  }
}

/** TLS takes time to load: only who asks for it waits. Its files must be right to begin with. */
async function openEncryption(options: Options): Promise<Encryption | undefined> {
  const { tlsCert: cert, tlsKey: key, tlsCa: ca, nameTimeout } = options;
  if (cert === undefined || key === undefined) return undefined;
  const { Encryption } = await import('./tls');
  try {
    return new Encryption({ cert, key, ca }, nameTimeout);
  } catch (error) {
    process.stderr.write(`chat-server: ${(error as Error).message}\n`);
    process.exit(1);
  }
}

/** SIGHUP renews the certificates; those that cannot be used change nothing. */
function renewOnSignal(encryption: Encryption): void {
  process.on('SIGHUP', () => {
    try {
      encryption.reload();
      process.stderr.write('The certificates are renewed\n');
    } catch (error) {
      const fault = (error as Error).message;
      process.stderr.write(`The certificates are not renewed, the old ones serve on. ${fault}\n`);
    }
  });
}

async function main(): Promise<void> {
  const { port, options } = parseCommandLine(process.argv.slice(2));
  const encryption = await openEncryption(options);
  if (encryption?.warning !== undefined) process.stderr.write(`${encryption.warning}\n`);
  if (encryption !== undefined) renewOnSignal(encryption);
  const server = new ChatServer(options, encryption);
  try {
    const address = await server.listen(port);
    const families = address.family === 'IPv6' ? 'IPv4 and IPv6' : 'IPv4';
    const where =
      options.host === undefined ? `every interface (${families})` : `address ${address.address}`;
    process.stderr.write(`Listening on port ${address.port}, ${where}\n`);
  } catch (error) {
    const fault = explain(error as NodeJS.ErrnoException, port, options.host);
    process.stderr.write(`chat-server: ${fault}\n`);
    process.exitCode = 1;
    return;
  }
  for (const signal of ['SIGINT', 'SIGTERM'] as const) {
    process.once(signal, () => void server.close());
  }
}

void main();
