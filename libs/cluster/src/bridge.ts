import { FRAME_SIZE } from '@chat/framing';
import type { Asker, Happening, Here } from '@chat/hub';
import { Asks } from './asks';
import type { Broker } from './broker';
import { keyOf } from './channel-key';
import type { Clock } from './clock';
import { Credit } from './credit';
import type { Figures } from './figures';
import type { Log } from './log';
import { decode, encodeBeat, encodeBye, encodeHappenings, encodeRosters } from './message';
import type { Message } from './message';
import { OpenChannel } from './open-channel';
import { OpenChannels } from './open-channels';
import { Peers, type Peer, type PeersListener } from './peers';

/** Milliseconds between two lines of the log about what was lost, at least. */
const QUIET = 10_000;

/** Milliseconds that an answer of another server may take, before it is asked again. */
const ANSWER = 2000;

/** What a bridge stands on. */
export interface BridgeParts {
  readonly broker: Broker;
  readonly clock: Clock;
  readonly log: Log;
  readonly figures: Figures;
  /** What all subjects begin with. */
  readonly prefix: string;
  /** This run of this server: no other has had it. */
  readonly id: string;
  /** Where this server is, for people. */
  readonly address: string;
  readonly here: Here;
}

/**
 * Carries what happens in the channels between this server and the others. MUST
 * - send one message per channel, turn and server, split only where the broker takes no more;
 * - hear a channel before its first member enters it, and know that all other servers have learnt of that;
 * - tell "has left" once for each member of a server that is gone.
 */
export class Bridge implements PeersListener {
  readonly peers: Peers;
  readonly #parts: BridgeParts;
  readonly #credit: Credit;
  readonly #asks = new Asks();
  readonly #channels: OpenChannels;
  /** How many lost messages the log knows of, and when it may be told of more. */
  #told = 0;
  #mayTell = 0;

  constructor(parts: BridgeParts) {
    this.#parts = parts;
    this.#channels = new OpenChannels(parts.clock);
    const { broker, clock, here, figures } = parts;
    const flush = async (): Promise<void> => {
      if (!broker.connected) throw new Error('The broker is away');
      const begin = clock.now();
      await broker.flush();
      figures.roundTrip = clock.now() - begin;
    };
    this.#credit = new Credit(flush, () => {
      here.relieved();
    });
    this.peers = new Peers(clock, flush, this);
  }

  get congested(): boolean {
    return this.#credit.congested;
  }

  /** Bytes that the broker has not taken yet. */
  get outstanding(): number {
    return this.#credit.outstanding;
  }

  /** Begins to listen to the others. */
  start(): void {
    const { broker, id } = this.#parts;
    const heard = (bytes: Uint8Array): void => {
      this.#heard(bytes);
    };
    broker.subscribe(this.#subject('all'), heard);
    broker.subscribe(this.#subject('to', id), heard);
    this.#beat(this.#subject('all'), true);
    this.peers.start();
  }

  /** Says that this server stops. */
  stop(): void {
    this.peers.stop();
    this.#publish(this.#subject('all'), encodeBye(this.#parts.id));
  }

  /** The broker is back: the others may have missed something, and given this server up. */
  connected(): void {
    this.#beat(this.#subject('all'), true);
    this.#introduce([...this.#channels], this.#subject('all'), this.peers.all);
  }

  /** The broker is away: whoever waits for others waits in vain. */
  disconnected(): void {
    this.#asks.giveUp();
  }

  /** Has a channel heard here: the asker is told when that is so. */
  open(name: string, asker: Asker): void {
    const channel = this.#channels.get(name) ?? this.#openNew(name);
    this.#channels.note(channel);
    if (channel.pending === 0) asker.answered('yes');
    else channel.waiting.push(asker);
  }

  /** Tells the others what happened here in a channel. */
  deliver(name: string, happenings: readonly Happening[]): void {
    const channel = this.#channels.get(name);
    // It was removed, and everybody knows.
    if (channel === undefined) return;
    for (const happening of happenings) channel.note(happening);
    this.#channels.note(channel);
    if (channel.shared) this.#send(channel, happenings);
  }

  /** A channel exists no more: all have left it, those elsewhere first. */
  remove(name: string): void {
    const channel = this.#channels.get(name);
    channel?.goneAll();
    if (channel !== undefined) this.#channels.close(channel);
    this.#parts.here.removed(name);
    for (const asker of channel?.waiting.splice(0) ?? []) asker.answered('no');
  }

  beat(): void {
    this.#beat(this.#subject('all'), false);
    this.#credit.ask();
    this.#askAgain();
    this.#channels.closeIdle();
    this.#tellLost();
  }

  appeared(peer: Peer): void {
    this.#introduce([...this.#channels], this.#subject('to', peer.id), [peer]);
  }

  gone(peer: Peer, why: 'stopped' | 'silent'): void {
    const { address, id } = peer;
    if (why === 'stopped') this.#parts.log.info('Server {address} has stopped', { address, id });
    else {
      this.#parts.log.warn('Server {address} is silent: its members have left', { address, id });
    }
    for (const channel of this.#channels) channel.gone(peer);
    this.#asks.gone(peer);
  }

  #askAgain(): void {
    const before = this.#parts.clock.now() - ANSWER;
    for (const { number, channels, peer } of this.#asks.overdue(before)) {
      const open = this.#channels.named(channels.map(({ name }) => name));
      this.#introduce(open, this.#subject('to', peer.id), [peer]);
      this.#asks.answered(number, peer);
    }
  }

  #tellLost(): void {
    const { clock, log, figures } = this.#parts;
    const lost = figures.lost - this.#told;
    if (lost === 0 || clock.now() < this.#mayTell) return;
    this.#told = figures.lost;
    this.#mayTell = clock.now() + QUIET;
    log.warn('{lost} messages of other servers never came', { lost });
  }

  #openNew(name: string): OpenChannel {
    const { broker, here, figures } = this.#parts;
    const subject = this.#subject('in', keyOf(name));
    const channel = new OpenChannel(name, subject, this.#channels.highest, here, figures);
    const unsubscribe = broker.subscribe(subject, (bytes) => {
      this.#heard(bytes, channel);
    });
    this.#channels.add(channel, unsubscribe);
    // Behind the subscription: whoever answers this knows of that.
    this.#introduce([channel], this.#subject('all'), this.peers.all);
    return channel;
  }

  /** Tells servers the members of channels, and asks for theirs. */
  #introduce(channels: readonly OpenChannel[], subject: string, peers: Iterable<Peer>): void {
    const { broker, clock, id } = this.#parts;
    if (!broker.connected || channels.length === 0) return;
    const asked = [...peers];
    const rosters = channels.map(({ roster }) => roster);
    const messages = encodeRosters(id, rosters, broker.maxPayload, this.#asks.next, 0);
    for (const { bytes, ask, channels: whole } of messages) {
      this.#asks.add(ask, this.#channels.named(whole), asked, clock.now());
      this.#publish(subject, bytes);
    }
  }

  #send(channel: OpenChannel, happenings: readonly Happening[]): void {
    const { broker, figures, id } = this.#parts;
    const messages = encodeHappenings(id, happenings, broker.maxPayload, () => ++channel.number);
    if (!broker.connected) {
      figures.unsent += messages.length;
      return;
    }
    figures.batchesOut += messages.length;
    for (const happening of happenings) {
      if (happening.type === 'said') figures.framesOut += happening.frames.length / FRAME_SIZE;
    }
    for (const message of messages) this.#publish(channel.subject, message);
  }

  #heard(bytes: Uint8Array, channel?: OpenChannel): void {
    let message: Message | undefined;
    try {
      message = decode(bytes);
    } catch {
      message = undefined;
    }
    if (message === undefined) this.#parts.figures.unread++;
    // An old connection may bring it, when a new one hears it.
    else if (message.from === this.#parts.id) return;
    else if (message.type === 'bye') this.peers.stopped(message.from);
    else {
      const peer = this.peers.sign(message.from);
      if (peer !== undefined) this.#take(message, peer, channel);
    }
  }

  #take(message: Exclude<Message, { type: 'bye' }>, peer: Peer, channel?: OpenChannel): void {
    if (message.type === 'beat') this.#takeBeat(peer, message.address, message.asks);
    else if (message.type === 'rosters') this.#takeRosters(peer, message);
    else if (channel !== undefined && this.#channels.get(channel.name) === channel) {
      this.#parts.figures.batchesIn++;
      const whole = channel.happened(peer, message.number, message.happenings);
      // An answer that is on its way may tell; if not, the next message will ask again.
      if (!whole && channel.pending === 0) {
        this.#introduce([channel], this.#subject('to', peer.id), [peer]);
      }
    }
  }

  #takeBeat(peer: Peer, address: string, asks: boolean): void {
    if (peer.address === '') {
      peer.address = address;
      this.#parts.log.info('Server {address} is there', { address, id: peer.id });
    }
    if (asks) this.#beat(this.#subject('to', peer.id), false);
  }

  #takeRosters(peer: Peer, { rosters, ask, answer }: Message & { type: 'rosters' }): void {
    const { broker, id } = this.#parts;
    for (const roster of rosters) {
      this.#channels.get(roster.channel)?.takeRoster(peer, roster);
    }
    if (ask !== 0) {
      const whole = rosters.filter(({ more }) => !more).map(({ channel }) => channel);
      const mine = this.#channels.named(whole).map(({ roster }) => roster);
      for (const { bytes } of encodeRosters(id, mine, broker.maxPayload, () => 0, ask)) {
        this.#publish(this.#subject('to', peer.id), bytes);
      }
    }
    if (answer !== 0) this.#asks.answered(answer, peer);
  }

  #beat(subject: string, asks: boolean): void {
    this.#publish(subject, encodeBeat(this.#parts.id, this.#parts.address, asks));
  }

  #publish(subject: string, bytes: Uint8Array): void {
    if (!this.#parts.broker.connected) return;
    this.#parts.broker.publish(subject, bytes);
    this.#credit.spend(bytes.length);
  }

  #subject(...words: readonly string[]): string {
    return [this.#parts.prefix, ...words].join('.');
  }
}
