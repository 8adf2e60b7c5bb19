import { Cluster, type NodeAddress } from '@chat/cluster';
import { randomBytes } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { hostname } from 'node:os';
import type { Log } from './log';
import type { Options } from './options';

/** Reads a file, if one is named. */
function read(file: string | undefined, option: string): string | undefined {
  if (file === undefined) return undefined;
  try {
    return readFileSync(file, 'utf8');
  } catch (error) {
    const { code = '' } = error as NodeJS.ErrnoException;
    throw new Error(`${option}: cannot read ${file} (${code})`, { cause: error });
  }
}

/**
 * The other servers of the chat that the options name.
 *
 * @throws Error that says which file cannot be read
 */
export function clusterOf(
  port: number,
  options: Options,
  addresses: readonly NodeAddress[],
  log: Log,
): Cluster {
  const { natsPrefix: prefix, natsReplicas: replicas, natsCreds, natsCa } = options;
  return new Cluster({
    addresses,
    prefix,
    replicas,
    credentials: read(natsCreds, '--nats-creds'),
    ca: read(natsCa, '--nats-ca'),
    id: randomBytes(8).toString('hex'),
    address: `${hostname()}:${port === 0 ? `process ${process.pid}` : port}`,
    clock: {
      now: () => performance.now(),
      after: (milliseconds, run) => {
        const timer = setTimeout(run, milliseconds);
        return () => {
          clearTimeout(timer);
        };
      },
    },
    log,
  });
}
