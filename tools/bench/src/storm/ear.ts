import { Fault } from '../load/fault';
import { readSender, readSequence, SENDER_AT, SEQUENCE_AT } from '../load/text';
import { fence } from '../wires/chat';
import { type Voice } from './voice';

const NOTICE = /^m(\d{4}) has (joined|left) *$/;

/** `[`: what a text begins with. */
const TEXT = 0x5b;

/**
 * What a member hears that goes from channel to channel, checked as far as can be known: nothing
 * from a channel that it is not in; each sender's messages in order, as they were sent, none twice;
 * and none left out, from a message or a `has joined` on until one of the two goes.
 */
export class Ear {
  /** Messages heard. */
  received = 0;
  /** The channel that it goes to, until the server has answered. */
  #target: string | undefined;
  /** The least number that may come from each voice. */
  readonly #least: Uint32Array;
  /** The number that must come next, of the voices that it has heard without a gap. */
  readonly #next = new Map<number, number>();

  /**
   * @param voices of all members, by their numbers
   * @param onAnswer the server has answered what this member asked last
   */
  constructor(
    private readonly name: string,
    private channel: string,
    private readonly voices: readonly Voice[],
    private readonly onAnswer: () => void,
  ) {
    this.#least = new Uint32Array(voices.length);
  }

  /** From its first message on it hears a voice. */
  meet(number: number): void {
    this.#next.set(number, 0);
  }

  /** It has asked for another channel, and hears the old one until the server has moved it. */
  expect(channel: string): void {
    this.#target = channel;
  }

  hear(frame: Buffer): void {
    if (frame[0] === TEXT) this.#hearText(frame);
    else if (fence.until(frame)) this.#arrive();
    else this.#hearNotice(frame);
  }

  /** Now that the server owes nobody anything: that every voice here was heard to its end. */
  checkEnd(): void {
    for (const [number, next] of this.#next) {
      const voice = this.voices[number];
      if (voice?.channel === this.channel && voice.sent !== next) this.#missed(voice, next);
    }
  }

  #arrive(): void {
    if (this.#target !== undefined && this.#target !== this.channel) this.#enter(this.#target);
    this.#target = undefined;
    this.onAnswer();
  }

  #enter(channel: string): void {
    this.channel = channel;
    this.#next.clear();
  }

  #hearText(frame: Buffer): void {
    const textAt = this.voices[0]?.textAt ?? 0;
    const sender = readSender(frame, textAt + SENDER_AT);
    const number = readSequence(frame, textAt + SEQUENCE_AT);
    const voice = this.voices[sender];
    if (!voice?.said(number, frame)) throw this.#foreign(frame);
    const place = voice.stayOf(number)?.channel;
    if (place !== this.channel) {
      if (place === undefined || place !== this.#target) throw this.#foreign(frame);
      this.#enter(place);
    }
    const who = `${this.name} received from ${voice.name} message ${number}`;
    const next = this.#next.get(sender);
    if (next !== undefined && number > next) this.#missed(voice, next);
    const least = this.#least[sender] ?? 0;
    if (number < least) throw new Fault(`${who} behind message ${least - 1}`);
    this.#least[sender] = number + 1;
    this.#next.set(sender, number + 1);
    this.received++;
  }

  #hearNotice(frame: Buffer): void {
    const [, digits, verb] = NOTICE.exec(frame.toString('latin1')) ?? [];
    const sender = Number(digits);
    const voice = this.voices[sender];
    if (voice === undefined) throw this.#foreign(frame);
    const next = this.#next.get(sender);
    this.#next.delete(sender);
    // On the way it may be told of the old channel or of the new one.
    if (this.#target !== undefined) return;
    if (verb === 'joined') {
      const stays = voice.staysIn(this.channel, this.#least[sender] ?? 0);
      const [stay] = stays;
      if (stay === undefined) throw this.#foreign(frame);
      if (stays.length === 1) this.#next.set(sender, stay.first);
    } else if (
      next !== undefined &&
      !voice.staysIn(this.channel, 0).some(({ end }) => end === next)
    ) {
      this.#missed(voice, next);
    }
  }

  #missed(voice: Voice, next: number): never {
    throw new Fault(`${this.name} has not received message ${next} from ${voice.name}`);
  }

  #foreign(frame: Buffer): Fault {
    const text = JSON.stringify(frame.toString('latin1').trimEnd());
    return new Fault(`${this.name} in ${this.channel} received what it should not: ${text}`);
  }
}
