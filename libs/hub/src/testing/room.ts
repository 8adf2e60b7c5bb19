import { encodeFrames, FrameDecoder, framePayload } from '@chat/framing';
import { Hub, type Answer, type HubOptions, type Link, type Member } from '../index';

/** A hub whose turns end when the test says so. */
export class Room {
  readonly #flushes: (() => void)[] = [];
  readonly hub: Hub;

  constructor(options: Partial<HubOptions> = {}) {
    this.hub = new Hub({ schedule: (flush) => this.#flushes.push(flush), ...options });
  }

  connect(name?: string): Peer {
    const peer = new Peer(this.hub);
    if (name !== undefined) peer.say(name);
    return peer;
  }

  /** Named members in one channel, nothing owed to any. */
  channel(name: string, ...members: string[]): Peer[] {
    const peers = members.map((member) => this.connect(member));
    peers.forEach((peer, index) => {
      peer.say(`${index === 0 ? '/create' : '/join'} ${name}`);
    });
    this.endTurn();
    for (const peer of peers) peer.deliveries.length = 0;
    return peers;
  }

  /** @returns how many flushes were asked for */
  endTurn(): number {
    const flushes = this.#flushes.splice(0);
    for (const flush of flushes) flush();
    return flushes.length;
  }
}

/** A member and all that was delivered to it. */
export class Peer implements Link {
  readonly member: Member;
  readonly deliveries: (readonly Uint8Array[])[] = [];
  ended = 0;

  constructor(hub: Hub) {
    this.member = hub.connect(this);
  }

  deliver(views: readonly Uint8Array[]): void {
    this.deliveries.push(views);
  }

  end(): void {
    this.ended++;
  }

  /** Sends what fits one frame. Returns the work that it makes. */
  say(text: string | Uint8Array): number {
    return this.member.receive(encodeFrames(text));
  }

  get heard(): string[] {
    const decoder = new FrameDecoder();
    return this.deliveries
      .flat()
      .flatMap((view) => decoder.push(view))
      .map((frame) => Buffer.from(framePayload(frame)).toString());
  }
}

/** A peer that takes answers when the test says so. */
export class PullingPeer extends Peer {
  #answer: Answer | undefined;
  ready = jest.fn();

  pull(answer: Answer): void {
    this.#answer = answer;
  }

  /** Takes the next portion, and says whether there was one. */
  takePortion(): boolean {
    const portion = this.#answer?.next();
    if (portion === undefined) return false;
    this.deliveries.push(portion);
    return true;
  }
}

/** What a function throws. */
export function thrownBy(act: () => unknown): unknown {
  try {
    act();
  } catch (error) {
    return error;
  }
  throw new Error('It has thrown nothing');
}
