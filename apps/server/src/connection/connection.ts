import { encodeFrames } from '@chat/framing';
import type { Answer, Hub, Link, Member } from '@chat/hub';
import type { Socket } from 'node:net';
import type { Options } from '../operation/options';
import { FAREWELLS, type Reason } from './disconnect';
import { Heartbeat } from './heartbeat';
import type { Peer } from './peer';
import { read } from './read';
import { ReceiveQueue, type FrameHandler } from './receive-queue';
import { SendQueue, type SendSurroundings } from './send-queue';
import { TokenBucket } from './token-bucket';
import type { Wire } from './wire';

/** What the connections of a server have in common. */
export interface Surroundings extends SendSurroundings {
  readonly hub: Hub;
  readonly options: Options;
  /** The peer's first frame was a name. */
  readonly named: (connection: Connection, name: string) => void;
  /** The socket is closed, and everything that was read from it has been handled. */
  readonly ended: (connection: Connection, reason: Reason) => void;
}

/** One socket, bound to its member of the hub. A peer's faults end here. */
export class Connection implements Link, FrameHandler {
  readonly peer: Peer;
  readonly #socket: Socket;
  readonly #surroundings: Surroundings;
  readonly #member: Member;
  readonly #received: ReceiveQueue;
  readonly #queue: SendQueue;
  #named = false;
  /** When the socket last brought something; and whether it has since its time was over. */
  #heardAt = performance.now();
  #heard = false;
  /** Why it is going to be over, once that is known. */
  #reason: Reason | undefined;
  /** Until the name has come, its deadline; then how long the peer may send nothing. */
  #timer: NodeJS.Timeout | undefined;
  readonly #wire: Wire | undefined;
  /** Where TCP's own questions reach no further than a proxy. */
  readonly #heartbeat: Heartbeat | undefined;

  /** @param wire how frames travel on the socket, if not as its bytes */
  constructor(socket: Socket, peer: Peer, surroundings: Surroundings, wire?: Wire) {
    const { hub, options, traffic, scheduler } = surroundings;
    this.peer = peer;
    this.#socket = socket;
    this.#wire = wire;
    this.#surroundings = surroundings;
    this.#member = hub.connect(this);
    const account = scheduler.open();
    const tooFarBehind = (): void => {
      this.#reason ??= 'slow_reader';
      socket.destroy();
    };
    this.#queue = new SendQueue(socket, surroundings, account, tooFarBehind, wire);
    const bucket =
      options.floodRate === Infinity
        ? undefined
        : new TokenBucket(options.floodRate, options.floodBurst, () => performance.now());
    this.#received = new ReceiveQueue(socket, this, scheduler, account, bucket, wire);
    this.#startTimer(options.nameTimeout, 'name_timeout');
    if (wire !== undefined) this.#heartbeat = this.#attend(wire, options.tcpKeepalive);
    read(socket, (chunk) => {
      traffic.bytesIn += chunk.length;
      this.#heardAt = scheduler.time;
      this.#heard = true;
      if (this.#named) this.#timer?.refresh();
      this.#heartbeat?.heard();
      this.#received.push(chunk);
    });
    // The peer has said its last frame: what it is owed is sent, then `end` closes (rule 20).
    socket.on('end', () => {
      this.#leave('closed');
    });
    socket.on('timeout', tooFarBehind);
    socket.on('error', () => {
      this.#reason ??= 'reset';
    });
    // 'close' follows whatever the error was (rule 18).
    socket.on('close', () => {
      this.#heartbeat?.stop();
      this.#queue.discard();
      this.#leave('closed');
      this.#received.abandon();
      this.#received.whenEmpty(() => {
        surroundings.ended(this, this.#reason ?? 'closed');
      });
    });
  }

  get name(): string | undefined {
    return this.#member.name;
  }

  get waiting(): boolean {
    return this.#member.waiting;
  }

  get unanswered(): boolean {
    return this.#member.unanswered;
  }

  /** Whether everything that came has been handled, and nothing has come since a time. */
  quietSince(time: number): boolean {
    return this.#received.empty && this.#heardAt < time;
  }

  /** From now on, what comes is handled as fast as it can be. */
  hurry(): void {
    this.#received.hurry();
  }

  /** What ends from now on ends because the server closes. */
  dismiss(): void {
    this.#reason ??= 'shutdown';
  }

  /** Closes the socket, with whatever it has not sent. */
  cut(): void {
    this.#socket.destroy();
  }

  receive(frame: Uint8Array): number {
    this.#surroundings.traffic.framesIn++;
    const work = this.#member.receive(frame);
    if (!this.#named && this.#member.name !== undefined) this.#introduced(this.#member.name);
    return work;
  }

  deliver(views: readonly Uint8Array[]): void {
    this.#surroundings.scheduler.countDelivery();
    this.#queue.deliver(views);
  }

  pull(answer: Answer): void {
    this.#queue.pull(answer);
  }

  ready(): void {
    this.#received.ready();
  }

  end(): void {
    clearTimeout(this.#timer);
    this.#heartbeat?.stop();
    this.#received.close();
    // The one end that the hub itself has asked for.
    this.#reason ??= 'name_refused';
    const farewell = FAREWELLS[this.#reason];
    if (farewell !== undefined) this.deliver([encodeFrames(farewell)]);
    this.#queue.end(this.#wire?.last(this.#reason));
  }

  /** Takes what the peer says beside its frames. */
  #attend(wire: Wire, interval: number): Heartbeat | undefined {
    wire.asides = {
      answer: (bytes) => {
        this.#queue.interject(bytes);
      },
      over: (reason) => {
        // What came before it is on its way to be handled.
        process.nextTick(() => {
          this.#leave(reason);
        });
      },
    };
    if (interval === Infinity) return undefined;
    return new Heartbeat(interval, {
      listens: () => this.#isRead,
      ask: () => {
        this.#queue.interject(wire.probe);
      },
      gone: () => {
        this.#reason ??= 'reset';
        this.#socket.destroy();
      },
    });
  }

  /** Whether nothing waits to be read, or to be handled. */
  get #isRead(): boolean {
    return !this.#socket.isPaused() && this.#received.empty;
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
    const timer = setTimeout(() => {
      this.#heard = false;
      // The timer may be late, and what it waits for lie in the socket: that is read first.
      setImmediate(() => {
        if (this.#timer === timer) this.#outOfTime(reason);
      });
    }, timeout);
    this.#timer = timer;
  }

  #outOfTime(reason: Reason): void {
    // Who is not read now has not been silent.
    const heard = reason === 'idle_timeout' && this.#heard;
    if (!this.#isRead || heard) this.#timer?.refresh();
    else this.#leave(reason);
  }

  /** Disconnects the member once all that it said has been handled. */
  #leave(reason: Reason): void {
    this.#reason ??= reason;
    this.#received.whenEmpty(() => {
      this.#member.disconnect();
    });
  }
}
