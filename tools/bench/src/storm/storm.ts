import { setTimeout as delay } from 'node:timers/promises';
import { FrameDecoder } from '@chat/framing';
import { uniformInt } from 'pure-rand/distribution/uniformInt';
import { xoroshiro128plus } from 'pure-rand/generator/xoroshiro128plus';
import { type RandomGenerator } from 'pure-rand/types/RandomGenerator';
import { type Load } from '../load/load';
import { channelName, type Member } from '../load/members';
import { type Scenario } from '../scenarios';
import { fence, joining } from '../wires/chat';
import { Ear } from './ear';
import { Voice } from './voice';

/** One act in so many is a change of channel, the others are messages, up to so many at once. */
const ACTS_PER_MOVE = 8;
const MOST_MESSAGES = 4;

/** Milliseconds between two looks at whether all have been answered. */
const LOOK = 10;

interface Roamer {
  readonly member: Member;
  readonly voice: Voice;
  readonly ear: Ear;
  readonly random: RandomGenerator;
  waiting: boolean;
}

/**
 * Members that talk, and go from channel to channel, at random: each does the next thing as soon as
 * the server has answered the last.
 */
export class Storm implements Load {
  readonly #roamers: Roamer[];
  readonly #channels: readonly string[];
  #ready: Roamer[] = [];
  #running = false;

  constructor(members: readonly Member[], { channels }: Scenario, seed: number) {
    this.#channels = Array.from({ length: channels }, (_, number) => channelName(number));
    const speaking = members.map((member) => ({ member, voice: new Voice(member) }));
    const voices = speaking.map(({ voice }) => voice);
    this.#roamers = speaking.map(({ member, voice }) => {
      const ear = new Ear(member.name, member.channel, voices, () => {
        this.#answered(roamer);
      });
      const random = xoroshiro128plus(seed + member.number);
      const roamer: Roamer = { member, voice, ear, random, waiting: false };
      const decoder = new FrameDecoder();
      member.link.listen((bytes, length) => {
        for (const frame of decoder.push(bytes.subarray(0, length))) {
          ear.hear(Buffer.from(frame.buffer, frame.byteOffset, frame.length));
        }
      });
      return roamer;
    });
    for (const { ear, member } of this.#roamers) {
      for (const other of members) {
        if (other !== member && other.channel === member.channel) ear.meet(other.number);
      }
    }
  }

  get received(): number {
    return this.#roamers.reduce((sum, { ear }) => sum + ear.received, 0);
  }

  lack(): string | undefined {
    const roamer = this.#roamers.find(({ waiting }) => waiting);
    return roamer && `the server does not answer ${roamer.member.name}`;
  }

  start(): void {
    this.#running = true;
    for (const roamer of this.#roamers) this.#act(roamer);
  }

  async stop(): Promise<void> {
    this.#running = false;
    await this.#allAnswered();
    // What comes before this answer is all that the server owed.
    for (const roamer of this.#roamers) this.#ask(roamer, []);
    await this.#allAnswered();
    for (const { ear } of this.#roamers) ear.checkEnd();
  }

  async #allAnswered(): Promise<void> {
    while (this.#roamers.some(({ waiting }) => waiting)) await delay(LOOK);
  }

  #answered(roamer: Roamer): void {
    roamer.waiting = false;
    this.#ready.push(roamer);
    if (this.#ready.length === 1)
      setImmediate(() => {
        this.#actAll();
      });
  }

  #actAll(): void {
    const ready = this.#ready;
    this.#ready = [];
    if (this.#running) for (const roamer of ready) this.#act(roamer);
  }

  #act(roamer: Roamer): void {
    const { random, voice } = roamer;
    if (uniformInt(random, 1, ACTS_PER_MOVE) === 1) this.#move(roamer);
    else this.#ask(roamer, voice.say(uniformInt(random, 1, MOST_MESSAGES)));
  }

  #move(roamer: Roamer): void {
    const { random, voice, ear } = roamer;
    const others = this.#channels.filter((channel) => channel !== voice.channel);
    const channel = others[uniformInt(random, 0, others.length - 1)] ?? voice.channel;
    voice.move(channel);
    ear.expect(channel);
    this.#ask(roamer, [joining(channel)]);
  }

  /** Sends something, and a question whose answer tells that it was dealt with. */
  #ask(roamer: Roamer, frames: readonly Buffer[]): void {
    roamer.waiting = true;
    roamer.member.link.write([...frames, fence.send]);
  }
}
