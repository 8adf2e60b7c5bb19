import { encodeFrames } from '@chat/framing';
import type { Hub, Link, Member } from '@chat/hub';
import type { Socket } from 'node:net';
import type { Options } from '../operation/options';
import type { Traffic } from '../operation/traffic';
import { FAREWELLS, type Reason } from './disconnect';
import { peerOf, type Peer } from './peer';
import { ReceiveQueue, type Queues } from './receive-queue';
import { SendQueue } from './send-queue';
import { TokenBucket } from './token-bucket';

/** What the connections of a server have in common. */
export interface Surroundings extends Queues {
  readonly hub: Hub;
  readonly options: Options;
  readonly traffic: Traffic;
  /** The peer's first frame was a name. */
  readonly named: (connection: Connection, name: string) => void;
  /** The socket is closed, and everything that was read from it has been handled. */
  readonly ended: (connection: Connection, reason: Reason) => void;
}

/** One socket, bound to its member of the hub. A peer's faults end here. */
export class Connection implements Link {
  readonly #socket: Socket;
  readonly #surroundings: Surroundings;
  readonly #member: Member;
  readonly #received: ReceiveQueue;
  readonly #queue: SendQueue;
  #named = false;
  /** Why it is going to be over, once that is known. */
  #reason: Reason | undefined;
  /** Until the name has come, its deadline; then how long the peer may send nothing. */
  #timer: NodeJS.Timeout | undefined;

  constructor(socket: Socket, surroundings: Surroundings) {
    const { hub, options, traffic } = surroundings;
    this.#socket = socket;
    this.#surroundings = surroundings;
    this.#member = hub.connect(this);
    this.#queue = new SendQueue(socket, traffic);
    const bucket =
      options.floodRate === Infinity
        ? undefined
        : new TokenBucket(options.floodRate, options.floodBurst, () => performance.now());
    this.#received = new ReceiveQueue(socket, surroundings, bucket, (frames) =>
      this.#receive(frames),
    );
    this.#startTimer(options.nameTimeout, 'name_timeout');
    socket.on('data', (chunk) => {
      traffic.bytesIn += chunk.length;
      if (this.#named) this.#timer?.refresh();
      this.#received.push(chunk);
    });
    // The peer has said its last frame: what it is owed is sent, then `end` closes (rule 20).
    socket.on('end', () => {
      this.#leave('closed');
    });
    socket.on('error', () => {
      this.#reason ??= 'reset';
    });
    // 'close' follows whatever the error was (rule 18).
    socket.on('close', () => {
      this.#leave('closed');
      this.#received.whenEmpty(() => {
        surroundings.ended(this, this.#reason ?? 'closed');
      });
    });
  }

  get peer(): Peer {
    return peerOf(this.#socket);
  }

  get name(): string | undefined {
    return this.#member.name;
  }

  /** Ends the connection because the server closes: what is owed is sent first. */
  dismiss(): void {
    this.#reason ??= 'shutdown';
    this.#received.flush();
    this.#member.dismiss();
  }

  /** Closes the socket, with whatever it has not sent. */
  cut(): void {
    this.#socket.destroy();
  }

  deliver(views: readonly Uint8Array[]): void {
    const waiting = this.#queue.deliver(views);
    if (waiting <= this.#surroundings.options.sendQueueLimit) return;
    this.#reason ??= 'slow_reader';
    this.#socket.destroy();
  }

  end(): void {
    clearTimeout(this.#timer);
    this.#received.close();
    // The one end that the hub itself has asked for.
    this.#reason ??= 'name_refused';
    const farewell = FAREWELLS[this.#reason];
    if (farewell !== undefined) this.deliver([encodeFrames(farewell)]);
    this.#queue.end();
  }

  /** @returns how many of the frames no other member hears of */
  #receive(frames: readonly Uint8Array[]): number {
    this.#surroundings.traffic.framesIn += frames.length;
    let unheard = 0;
    for (const frame of frames) if (!this.#member.receive(frame)) unheard++;
    if (!this.#named && this.#member.name !== undefined) this.#introduced(this.#member.name);
    return unheard;
  }

  #introduced(name: string): void {
    this.#named = true;
    clearTimeout(this.#timer);
    this.#timer = undefined;
    this.#startTimer(this.#surroundings.options.idleTimeout, 'idle_timeout');
    this.#surroundings.named(this, name);
  }

  #startTimer(timeout: number, reason: Reason): void {
    if (timeout === Infinity) return;
    this.#timer = setTimeout(() => {
      // Who is not read now has not been silent.
      if (this.#socket.isPaused()) this.#timer?.refresh();
      else this.#leave(reason);
    }, timeout);
  }

  /** Disconnects the member once all that it said has been handled. */
  #leave(reason: Reason): void {
    this.#reason ??= reason;
    this.#received.whenEmpty(() => {
      this.#member.disconnect();
    });
  }
}
