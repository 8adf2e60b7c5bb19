import { parsePort } from './cli';
import { ChatServer } from './server';

/** What a failure to listen means to the person who typed the port (rule 27). */
function explain(error: NodeJS.ErrnoException, port: number): string {
  switch (error.code) {
    case 'EADDRINUSE':
      return `Port ${port} is in use: choose another, or stop the program that listens on it.`;
    case 'EACCES':
      return `Port ${port} needs more permission than this user has: choose one from 1024 up.`;
    default:
      return `Cannot listen on port ${port}: ${error.message}`;
  }
}

async function main(): Promise<void> {
  const port = parsePort(process.argv.slice(2));
  const server = new ChatServer();
  try {
    const address = await server.listen(port);
    const families = address.family === 'IPv6' ? 'IPv4 and IPv6' : 'IPv4';
    process.stderr.write(`Listening on port ${address.port}, every interface (${families})\n`);
  } catch (error) {
    process.stderr.write(`chat-server: ${explain(error as NodeJS.ErrnoException, port)}\n`);
    process.exitCode = 1;
    return;
  }
  for (const signal of ['SIGINT', 'SIGTERM'] as const) {
    process.once(signal, () => void server.close());
  }
}

void main();
