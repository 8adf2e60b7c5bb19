import { encodeFrames, FrameDecoder, framePayload } from '@chat/framing';
import { Hub, type Link, type Member } from '@chat/hub';
import { Cluster, type Clock, type Log, type NodeAddress } from '../index';

export const clock: Clock = {
  now: () => performance.now(),
  after: (milliseconds, run) => {
    const timer = setTimeout(run, milliseconds);
    return () => {
      clearTimeout(timer);
    };
  },
};

function addressOf(text: string): NodeAddress {
  const { protocol, host, username: user, password } = new URL(text);
  return { shown: host, host, tls: protocol === 'tls:', user, password };
}

let count = 0;

/** A hub and its part of a cluster: all of a server but its sockets. */
export class Server {
  readonly cluster: Cluster;
  readonly hub: Hub;
  readonly lines: string[] = [];

  constructor(addresses: string, prefix = 'chat', replicas = 1) {
    const id = `server${process.pid}x${++count}`;
    const say = (message: string, properties: Record<string, unknown>): void => {
      this.lines.push(message.replace(/{(\w+)}/g, (_, name: string) => String(properties[name])));
    };
    const log: Log = { info: say, warn: say };
    this.cluster = new Cluster({
      addresses: addresses.split(',').map(addressOf),
      prefix,
      replicas,
      id,
      address: `test:${count}`,
      clock,
      log,
    });
    this.hub = new Hub({ schedule: setImmediate, elsewhere: this.cluster });
  }

  /** A member that has said its name. */
  connect(name: string): Peer {
    const peer = new Peer(this.hub);
    peer.send(name);
    return peer;
  }

  stop(): Promise<void> {
    this.hub.close();
    return this.cluster.stop();
  }
}

/** A member, what it says when it need not wait, and what it hears. */
export class Peer implements Link {
  readonly member: Member;
  readonly heard: string[] = [];
  readonly #decoder = new FrameDecoder();
  readonly #unsaid: string[] = [];
  #listeners: (() => void)[] = [];

  constructor(hub: Hub) {
    this.member = hub.connect(this);
  }

  deliver(views: readonly Uint8Array[]): void {
    for (const frame of views.flatMap((view) => this.#decoder.push(view))) {
      this.heard.push(Buffer.from(framePayload(frame)).toString());
    }
    for (const tell of this.#listeners.splice(0)) tell();
  }

  end(): void {
    this.#unsaid.length = 0;
  }

  ready(): void {
    setImmediate(() => {
      this.#proceed();
    });
  }

  /** Sends frames, one for each text, when those before them are answered. */
  send(...texts: readonly string[]): void {
    this.#unsaid.push(...texts);
    this.#proceed();
  }

  /** Sends, and waits until a fence behind it has been answered. Returns what was heard before that. */
  async ask(...texts: readonly string[]): Promise<string[]> {
    const fence = `/fence${Math.random()}`;
    this.send(...texts, fence);
    await this.hears((text) => text.startsWith(fence));
    return this.heard.splice(0).slice(0, -1);
  }

  /** Resolves when something has been heard. */
  async hears(what: string | ((text: string) => boolean)): Promise<void> {
    const matches = typeof what === 'string' ? (text: string): boolean => text === what : what;
    while (!this.heard.some(matches)) {
      await new Promise<void>((resolve) => this.#listeners.push(resolve));
    }
  }

  #proceed(): void {
    while (this.#unsaid.length > 0 && !this.member.waiting) {
      const text = this.#unsaid.shift() ?? '';
      this.member.receive(encodeFrames(text));
    }
  }
}
