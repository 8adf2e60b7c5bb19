import type { Cluster } from '@chat/cluster';
import { isIPv6, type AddressInfo } from 'node:net';
import { join } from 'node:path';
import { setFlagsFromString } from 'node:v8';
import { loadNative } from './connection/broadcast';
import type { Encryption } from './listen/tls';
import { parseCommandLine } from './operation/cli';
import { explain } from './operation/listen-fault';
import { SILENT, type Log } from './operation/log';
import type { Options } from './operation/options';
import { onReload, onStop, onUnused } from './operation/signals';
import { standardError, taken } from './operation/standard-error';
import { ChatServer } from './server';

/** Milliseconds that the last lines have to be read, at most, before the program ends. */
const LAST_LINES = 1000;

/** Ends the program, when what it said has been read. */
async function exit(status: number): Promise<never> {
  await taken(LAST_LINES);
  process.exit(status);
}

/** Ends the program with a line that says why. */
async function fail(fault: string): Promise<never> {
  standardError().write(`chat-server: ${fault}\n`);
  return exit(1);
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
    return fail(explain(error as NodeJS.ErrnoException, port, host));
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
    return fail((error as Error).message);
  }
}

/** The other servers of the chat are loaded only for who asks for them. */
async function openCluster(port: number, options: Options, log: Log): Promise<Cluster | undefined> {
  if (options.nats === undefined) return undefined;
  const { clusterOf } = await import('./operation/cluster');
  try {
    return clusterOf(port, options, options.nats, log);
  } catch (error) {
    return fail((error as Error).message);
  }
}

/** Renews the certificate; files that cannot be used change nothing. */
function reload(encryption: Encryption | undefined, log: Log): void {
  if (encryption === undefined) {
    log.info('SIGHUP: without TLS there is nothing to read again', {});
    return;
  }
  try {
    encryption.reload();
    log.info('The TLS files were read again', {});
  } catch (error) {
    const fault = (error as Error).message;
    log.warn('The certificate was not renewed, the old one stays: {fault}', { fault });
  }
}

/** Serves the page and its WebSocket, where that was asked for. */
async function openWeb(server: ChatServer, options: Options): Promise<AddressInfo | undefined> {
  const { webPort, webHost } = options;
  if (webPort === false) return undefined;
  const { Page, WebPort } = await import('./web/web');
  const page = new Page(join(__dirname, 'web'));
  const web = server.listenToWeb(webPort, (surroundings) => new WebPort(page, surroundings));
  return listening(web, webPort, webHost);
}

/** Where to open the page in a browser on this machine. */
function urlOf({ address, port }: AddressInfo, { tlsCert }: Options): string {
  const scheme = tlsCert === undefined ? 'http' : 'https';
  const everywhere = address === '::' || address === '0.0.0.0';
  const host = everywhere ? 'localhost' : isIPv6(address) ? `[${address}]` : address;
  return `${scheme}://${host}:${port}/`;
}

/**
 * Has V8 keep its space for young objects at the megabyte that it begins with. It grows while many
 * connections are made, to 16 times as much, and never shrinks: that alone would be a third of what an
 * idle connection takes.
 */
function keepYoungSpaceSmall(): void {
  setFlagsFromString('--semi-space-growth-factor=1');
}

function stopOnSignal(server: ChatServer): void {
  onStop(
    () => void server.close().then(() => exit(0)),
    (status) => {
      server.tellLeftOut();
      void exit(status);
    },
  );
}

async function listenForAdmin(server: ChatServer, options: Options, log: Log): Promise<void> {
  const { adminPort, adminHost } = options;
  if (adminPort === false) return;
  const { AdminServer } = await import('./operation/admin');
  const admin = new AdminServer(server).listen(adminPort, adminHost);
  const { address, port } = await listening(admin, adminPort, adminHost);
  log.info('Admin port {port}, address {address}', { port, address });
}

async function main(): Promise<void> {
  let opened = SILENT;
  // It is opened later than it is given.
  const log: Log = {
    debug: (message, properties) => {
      opened.debug(message, properties);
    },
    info: (message, properties) => {
      opened.info(message, properties);
    },
    warn: (message, properties) => {
      opened.warn(message, properties);
    },
  };
  onUnused((signal) => {
    log.info(`${signal} asks for nothing here`, { signal });
  });
  keepYoungSpaceSmall();
  const { port, options, maxConnectionsGiven } = parseCommandLine(process.argv.slice(2));
  const { host, maxConnections, logLevel } = options;
  const encryption = await openEncryption(options);
  const cluster = await openCluster(port, options, log);
  onReload(() => {
    reload(encryption, log);
  });
  // What is encrypted is written by Node in any case.
  const wantsNative = options.native && options.tlsCert === undefined;
  const native = wantsNative ? await loadNative() : undefined;
  const server = new ChatServer(options, { encryption, cluster, native });
  stopOnSignal(server);
  const tellOperator = async (): Promise<void> => {
    const { openLog } = await import('./operation/stderr-log');
    opened = openLog(logLevel, standardError());
    server.logTo(log);
    await listenForAdmin(server, options, log);
  };
  if (cluster !== undefined) {
    // The others may have to be waited for, and the operator wants to know.
    await tellOperator();
    if (!(await cluster.start())) return;
  }
  const address = await listening(server.listen(port), port, host);
  const web = await openWeb(server, options);
  // What is not needed in order to listen is loaded now that clients can connect.
  if (cluster === undefined) await tellOperator();
  if (encryption?.warning !== undefined) {
    log.warn('Clients will refuse the certificate: {fault}', { fault: encryption.warning });
  }
  const { places } = server;
  if ((maxConnectionsGiven && places < maxConnections) || places === 0) {
    log.warn(
      'The system lets {places} connections be open, not {maxConnections}: raise its limit of open files (ulimit -n)',
      { places, maxConnections },
    );
  }
  if (web !== undefined) {
    const { address, port } = web;
    log.info(`Web port {port}, the page is at ${urlOf(web, options)}`, { port, address });
  }
  const families = address.family === 'IPv6' ? 'IPv4 and IPv6' : 'IPv4';
  const where = host === undefined ? `every interface (${families})` : `address ${address.address}`;
  const how = server.sendsNatively ? 'send(2)' : 'Node';
  log.info(`Listening on port {port}, ${where}, sending by ${how}`, {
    port: address.port,
    address: address.address,
  });
}

void main();
