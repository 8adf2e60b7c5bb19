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
  SERVER_TOO_MANY_CHANNELS,
} from '@chat/protocol';
import type { Channel } from './channel';
import type { Directory } from './directory';
import { HubError } from './errors';
import type { Link } from './link';
import type { Member } from './member';
import { Outbox } from './outbox';
import type { Slab } from './slab';
import type { Turn } from './turn';
import { WORK } from './work';

/** Made once, since whoever floods without a channel gets it for every frame. */
const NOT_IN_CHANNEL = encodeFrames(SERVER_CLIENT_NOT_IN_CHANNEL);

/** What the hub makes of a connection. */
export class ConnectedMember implements Member {
  readonly #directory: Directory;
  readonly #turn: Turn;
  readonly #answers: Slab;
  readonly #outbox: Outbox;
  readonly #members: Set<ConnectedMember>;
  #name: string | undefined;
  /** `[name] ` in bytes, made once, for a member who speaks: most never do. */
  #prefix: Uint8Array | undefined;
  #channel: Channel | undefined;
  #ended = false;

  /** @param members all there are, which it leaves when its connection is over */
  constructor(
    link: Link,
    directory: Directory,
    turn: Turn,
    answers: Slab,
    members: Set<ConnectedMember>,
  ) {
    this.#directory = directory;
    this.#turn = turn;
    this.#answers = answers;
    this.#outbox = new Outbox(link, turn);
    this.#members = members;
    members.add(this);
  }

  get name(): string | undefined {
    return this.#name;
  }

  get waiting(): boolean {
    return this.#outbox.waiting;
  }

  receive(frame: Uint8Array): number {
    if (this.#ended) return 0;
    checkFrameSize(frame);
    this.#checkTime();
    const before = this.#turn.work;
    if (this.#name === undefined) this.#introduce(frame);
    else if (isCommand(frame)) this.#execute(frame);
    else this.#say(frame);
    this.#turn.settle();
    return this.#turn.work - before;
  }

  disconnect(): void {
    this.#end(() => {
      this.#leave();
    });
  }

  dismiss(): void {
    this.#end(() => {
      this.#channel?.leave(this.#outbox);
      this.#channel = undefined;
    });
  }

  #checkTime(): void {
    if (this.#outbox.waiting) {
      throw new HubError(
        'ERR_MEMBER_WAITING',
        'A member that waits takes no frame: see Link.ready',
      );
    }
    if (this.#turn.delivering) {
      throw new HubError('ERR_DELIVERING', 'A link cannot give the hub a frame while it is called');
    }
  }

  /** A link that ends its own member does so when all have been served. */
  #end(leave: () => void): void {
    if (this.#turn.delivering) {
      this.#turn.afterwards(() => {
        this.#end(leave);
      });
      return;
    }
    if (this.#ended) return;
    this.#ended = true;
    leave();
    this.#outbox.end();
    this.#members.delete(this);
    this.#turn.settle();
  }

  #introduce(frame: Uint8Array): void {
    this.#turn.work += WORK.command;
    const first = parseName(frame);
    if (first.type === 'refused') {
      this.#refuse(first.reply);
      this.disconnect();
    } else this.#name = first.name;
  }

  #execute(frame: Uint8Array): void {
    this.#turn.work += WORK.command;
    const command = parseCommand(frame);
    switch (command.type) {
      case 'create':
        this.#create(command.channel);
        break;
      case 'join':
        this.#join(command.channel);
        break;
      case 'list':
        this.#outbox.list(this.#directory.list());
        break;
      case 'invalid':
        this.#refuse(command.reply);
        break;
    }
  }

  #say(frame: Uint8Array): void {
    this.#turn.work += WORK.message;
    if (this.#channel === undefined) {
      this.#outbox.reply(NOT_IN_CHANNEL);
      return;
    }
    this.#prefix ??= encodeText(`[${this.#name ?? ''}] `);
    this.#channel.relay(this.#outbox, frame, this.#prefix);
  }

  #create(name: string): void {
    if (this.#directory.get(name) !== undefined) this.#refuse(format(SERVER_CHANNEL_EXISTS, name));
    else if (this.#directory.full) this.#refuse(SERVER_TOO_MANY_CHANNELS);
    else this.#move(this.#directory.create(name));
  }

  #join(name: string): void {
    const channel = this.#directory.get(name);
    if (channel === undefined) this.#refuse(format(SERVER_NO_CHANNEL_EXISTS, name));
    else this.#move(channel);
  }

  /** Out of the old channel, then into the new, be it the same (rule 14). */
  #move(channel: Channel): void {
    this.#leave();
    this.#announce(channel, SERVER_CLIENT_JOINED_CHANNEL);
    channel.enter(this.#outbox);
    this.#channel = channel;
  }

  #leave(): void {
    const channel = this.#channel;
    if (channel === undefined) return;
    this.#channel = undefined;
    channel.leave(this.#outbox);
    this.#announce(channel, SERVER_CLIENT_LEFT_CHANNEL);
  }

  #announce(
    channel: Channel,
    template: typeof SERVER_CLIENT_JOINED_CHANNEL | typeof SERVER_CLIENT_LEFT_CHANNEL,
  ): void {
    channel.announce(encodeText(format(template, this.#name ?? '')));
  }

  #refuse(reply: string): void {
    this.#outbox.reply(this.#answers.encode(encodeText(reply)));
  }
}
