import { Hub } from '@chat/hub';
import { Guest } from '@chat/hub/testing/guest';
import { Cluster, type Clock, type Log, type NodeAddress } from '../index';

/** A clock that goes so many times as fast as others do. */
function clockOf(speed: number): Clock {
  return {
    now: () => performance.now() * speed,
    after: (milliseconds, run) => {
      const timer = setTimeout(run, milliseconds / speed);
      return () => {
        clearTimeout(timer);
      };
    },
  };
}

function addressOf(text: string): NodeAddress {
  const { protocol, host, username: user, password } = new URL(text);
  return { shown: host, host, tls: protocol === 'tls:', user, password };
}

let count = 0;

/** A hub and its part of a cluster: all of a server but its sockets. */
export class Server {
  readonly id = `server${process.pid}x${++count}`;
  readonly cluster: Cluster;
  readonly hub: Hub;
  readonly lines: string[] = [];

  constructor(addresses: string, { replicas = 1, speed = 1, maxChannels = Infinity } = {}) {
    const say = (message: string, properties: Record<string, unknown>): void => {
      this.lines.push(message.replace(/{(\w+)}/g, (_, name: string) => String(properties[name])));
    };
    const log: Log = { info: say, warn: say };
    this.cluster = new Cluster({
      addresses: addresses.split(',').map(addressOf),
      prefix: 'chat',
      replicas,
      id: this.id,
      address: `test:${count}`,
      clock: clockOf(speed),
      log,
    });
    this.hub = new Hub({ schedule: setImmediate, maxChannels, elsewhere: this.cluster });
  }

  /** A member that has said its name. */
  connect(name: string): Guest {
    return new Guest(this.hub, name);
  }

  stop(): Promise<void> {
    this.hub.close();
    return this.cluster.stop();
  }
}
