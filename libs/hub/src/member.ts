import { checkFrameSize, encodeFrames, encodeText } from '@chat/framing';
import {
  format,
  isCommand,
  parseCommand,
  parseName,
  SERVER_CHANNEL_EXISTS,
  SERVER_CLIENT_JOINED_CHANNEL,
  SERVER_CLIENT_LEFT_CHANNEL,
  SERVER_CLIENT_NOT_IN_CHANNEL,
  SERVER_NO_CHANNEL_EXISTS,
} from '@chat/protocol';
import type { Channel } from './channel';
import type { Directory } from './directory';
import type { Link } from './link';
import { Outbox } from './outbox';
import type { Turn } from './turn';

/** Made once, since whoever floods without a channel gets it for every frame. */
const NOT_IN_CHANNEL = encodeFrames(SERVER_CLIENT_NOT_IN_CHANNEL);

/** One connection's session: unnamed until its first frame, then in a channel or in none. */
export class Member {
  readonly #directory: Directory;
  readonly #outbox: Outbox;
  #name: string | undefined;
  /** `[name] ` in bytes, made once, for a member who speaks: most never do. */
  #prefix: Uint8Array | undefined;
  #channel: Channel | undefined;
  #gone = false;

  /** Made by `Hub.connect`. */
  constructor(link: Link, directory: Directory, turn: Turn) {
    this.#directory = directory;
    this.#outbox = new Outbox(link, turn);
  }

  /** The name that the first frame gave; `undefined` before it. Not unique (rule 7). */
  get name(): string | undefined {
    return this.#name;
  }

  /**
   * Handles the connection's next frame; its effects are delivered when the turn ends. A frame after
   * {@link disconnect}, or after a name was refused, has none.
   *
   * @param frame exactly 200 bytes; not kept, so its memory may be used again
   * @returns whether another member hears of it: nobody does of what is refused or listed, nor of what
   *   is said in a channel with no one else in it
   * @throws {FramingError} `ERR_FRAME_SIZE` if the frame is not 200 bytes long
   */
  receive(frame: Uint8Array): boolean {
    if (this.#gone) return false;
    checkFrameSize(frame);
    if (this.#name === undefined) return this.#introduce(frame);
    return isCommand(frame) ? this.#execute(frame) : this.#say(frame);
  }

  #execute(frame: Uint8Array): boolean {
    const command = parseCommand(frame);
    switch (command.type) {
      case 'create':
        return this.#create(command.channel);
      case 'join':
        return this.#join(command.channel);
      case 'list':
        this.#outbox.send(this.#directory.listing());
        break;
      case 'invalid':
        this.#refuse(command.reply);
        break;
    }
    return false;
  }

  /**
   * The connection is over, however that came about (rule 18): its channel hears "has left", once;
   * what it is still owed is delivered, and the link is ended.
   */
  disconnect(): void {
    this.#leave();
    this.dismiss();
  }

  /** Ends the connection as {@link disconnect} does, but tells nobody: the whole server closes. */
  dismiss(): void {
    if (this.#gone) return;
    this.#gone = true;
    this.#channel?.leave(this.#outbox);
    this.#channel = undefined;
    this.#outbox.end();
  }

  #introduce(frame: Uint8Array): boolean {
    const first = parseName(frame);
    if (first.type === 'refused') {
      this.#refuse(first.reply);
      this.disconnect();
    } else this.#name = first.name;
    return false;
  }

  #say(frame: Uint8Array): boolean {
    if (this.#channel === undefined) {
      this.#outbox.send(NOT_IN_CHANNEL);
      return false;
    }
    this.#prefix ??= encodeText(`[${this.#name ?? ''}] `);
    return this.#channel.relay(this.#outbox, frame, this.#prefix);
  }

  #create(name: string): boolean {
    if (this.#directory.get(name) !== undefined) {
      return this.#refuse(format(SERVER_CHANNEL_EXISTS, name));
    }
    return this.#move(this.#directory.create(name));
  }

  #join(name: string): boolean {
    const channel = this.#directory.get(name);
    if (channel === undefined) return this.#refuse(format(SERVER_NO_CHANNEL_EXISTS, name));
    return this.#move(channel);
  }

  /** Out of the old channel, then into the new, be it the same (rule 14). */
  #move(channel: Channel): boolean {
    const left = this.#leave();
    const joined = this.#announce(channel, SERVER_CLIENT_JOINED_CHANNEL);
    channel.enter(this.#outbox);
    this.#channel = channel;
    return left || joined;
  }

  #leave(): boolean {
    const channel = this.#channel;
    if (channel === undefined) return false;
    this.#channel = undefined;
    channel.leave(this.#outbox);
    return this.#announce(channel, SERVER_CLIENT_LEFT_CHANNEL);
  }

  #announce(
    channel: Channel,
    template: typeof SERVER_CLIENT_JOINED_CHANNEL | typeof SERVER_CLIENT_LEFT_CHANNEL,
  ): boolean {
    return channel.announce(encodeText(format(template, this.#name ?? '')));
  }

  #refuse(reply: string): false {
    this.#outbox.send(encodeFrames(reply));
    return false;
  }
}
