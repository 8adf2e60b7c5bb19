import { parseCommandLine } from './cli';
import { ChatServer } from './server';

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

async function main(): Promise<void> {
  const { port, options } = parseCommandLine(process.argv.slice(2));
  const server = new ChatServer(options);
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
