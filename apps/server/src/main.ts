import type { AddressInfo } from 'node:net';
import { constants } from 'node:os';
import { setFlagsFromString } from 'node:v8';
import type { Encryption } from './listen/tls';
import { parseCommandLine } from './operation/cli';
import { SILENT, type Log } from './operation/log';
import type { Options } from './operation/options';
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
      return `This machine has no address ${host ?? ''}.`;
    default:
      return `Cannot listen on port ${port}: ${error.message}`;
  }
}

/** Waits until something listens; without a port to listen on, the program has nothing to do. */
async function listening(
  address: Promise<AddressInfo>,
  port: number,
  host: string | undefined,
): Promise<AddressInfo> {
  try {
    return await address;
  } catch (error) {
    process.stderr.write(`chat-server: ${explain(error as NodeJS.ErrnoException, port, host)}\n`);
    process.exit(1);
  }
}

/** The first signal stops the server when everyone has what they are owed, the second at once. */
function stopOnSignals(server: ChatServer): void {
  let stopping = false;
  for (const signal of ['SIGINT', 'SIGTERM'] as const) {
    process.on(signal, () => {
      if (stopping) process.exit(128 + constants.signals[signal]);
      stopping = true;
      void server.close().then(() => process.exit(0));
    });
  }
}

/** TLS takes time to load: only who asks for it waits. Its files must be right to begin with. */
async function openEncryption(options: Options): Promise<Encryption | undefined> {
  const { tlsCert: cert, tlsKey: key, tlsCa: ca, nameTimeout } = options;
  if (cert === undefined || key === undefined) return undefined;
  const { Encryption } = await import('./listen/tls');
  try {
    return new Encryption({ cert, key, ca }, nameTimeout);
  } catch (error) {
    process.stderr.write(`chat-server: ${(error as Error).message}\n`);
    process.exit(1);
  }
}

/** SIGHUP renews the certificate, from the start on; files that cannot be used change nothing. */
function renewOnSignal(encryption: Encryption, log: () => Log): void {
  process.on('SIGHUP', () => {
    try {
      encryption.reload();
      log().info('The TLS files were read again', {});
    } catch (error) {
      const fault = (error as Error).message;
      log().warn('The certificate was not renewed, the old one stays: {fault}', { fault });
    }
  });
}

/**
 * Has V8 keep its space for young objects at the megabyte that it begins with. It grows while many
 * connections are made, to 16 times as much, and never shrinks: that alone would be a third of what an
 * idle connection takes.
 */
function keepYoungSpaceSmall(): void {
  setFlagsFromString('--semi-space-growth-factor=1');
}

async function main(): Promise<void> {
  keepYoungSpaceSmall();
  const { port, options, maxConnectionsGiven } = parseCommandLine(process.argv.slice(2));
  const { host, maxConnections, adminPort, adminHost, logLevel } = options;
  const encryption = await openEncryption(options);
  let log = SILENT;
  if (encryption !== undefined) renewOnSignal(encryption, () => log);
  const server = new ChatServer(options, encryption);
  const address = await listening(server.listen(port), port, host);
  stopOnSignals(server);
  // What is not needed in order to listen is loaded now that clients can connect.
  const { openLog } = await import('./operation/stderr-log');
  log = openLog(logLevel);
  server.logTo(log);
  if (encryption?.warning !== undefined) {
    log.warn('Clients will refuse the certificate: {fault}', { fault: encryption.warning });
  }
  const { places } = server;
  if (maxConnectionsGiven && places < maxConnections) {
    log.warn(
      'The system lets {places} connections be open, not {maxConnections}: raise its limit of open files (ulimit -n)',
      { places, maxConnections },
    );
  }
  if (adminPort !== false) {
    const { AdminServer } = await import('./operation/admin');
    const admin = new AdminServer(server).listen(adminPort, adminHost);
    const { address, port } = await listening(admin, adminPort, adminHost);
    log.info('Admin port {port}, address {address}', { port, address });
  }
  const families = address.family === 'IPv6' ? 'IPv4 and IPv6' : 'IPv4';
  const where = host === undefined ? `every interface (${families})` : `address ${address.address}`;
  log.info(`Listening on port {port}, ${where}`, { port: address.port, address: address.address });
}

void main();
