import { checkFrameSize, encodeFrames, encodeText } from '@chat/framing';
import {
  format,
  isCommand,
  parseCommand,
  parseName,
  SERVER_CANNOT_ANSWER,
  SERVER_CHANNEL_EXISTS,
  SERVER_CLIENT_JOINED_CHANNEL,
  SERVER_CLIENT_LEFT_CHANNEL,
  SERVER_CLIENT_NOT_IN_CHANNEL,
  SERVER_NO_CHANNEL_EXISTS,
  SERVER_TOO_MANY_CHANNELS,
} from '@chat/protocol';
import type { Channel } from './channel';
import type { Directory } from './directory';
import type { Asker, Elsewhere, Verdict } from './elsewhere';
import { HubError } from './errors';
import type { Link } from './link';
import type { Member } from './member';
import { Outbox } from './outbox';
import type { Slab } from './slab';
import type { Turn } from './turn';
import { WORK } from './work';

/** Made once, since whoever floods without a channel gets it for every frame. */
const NOT_IN_CHANNEL = encodeFrames(SERVER_CLIENT_NOT_IN_CHANNEL);

/** What the members of a hub have in common. */
export interface Surroundings {
  readonly directory: Directory;
  readonly turn: Turn;
  readonly answers: Slab;
  /** All there are; each leaves when its connection is over. */
  readonly members: Set<ConnectedMember>;
  /** The other hubs of the chat, if there are any. */
  readonly elsewhere: Elsewhere | undefined;
  /** A number that no other member of the hub has. */
  readonly nextNumber: () => number;
}

/** A command that the other hubs answer: what is asked, and of which channel. */
interface Question {
  readonly type: 'create' | 'find' | 'list' | 'open';
  readonly channel: string;
}

/** What the hub makes of a connection. */
export class ConnectedMember implements Member, Asker {
  readonly #hub: Surroundings;
  readonly #outbox: Outbox;
  readonly #link: Link;
  #name: string | undefined;
  /** `[name] ` in bytes, made once, for a member who speaks: most never do. */
  #prefix: Uint8Array | undefined;
  #channel: Channel | undefined;
  /** What has been asked and not answered. */
  #asked: Question | undefined;
  #asking = false;
  /** By which the other hubs know it, from when it first joins. */
  #number: number | undefined;
  #ended = false;

  constructor(link: Link, hub: Surroundings) {
    this.#hub = hub;
    this.#outbox = new Outbox(link, hub.turn);
    this.#link = link;
    hub.members.add(this);
  }

  get name(): string | undefined {
    return this.#name;
  }

  get waiting(): boolean {
    return this.#outbox.waiting || (this.#hub.elsewhere !== undefined && this.#waitsForOthers);
  }

  get unanswered(): boolean {
    return this.#asked !== undefined;
  }

  receive(frame: Uint8Array): number {
    if (this.#ended) return 0;
    checkFrameSize(frame);
    this.#checkTime();
    const { turn } = this.#hub;
    const before = turn.work;
    if (this.#name === undefined) this.#introduce(frame);
    else if (isCommand(frame)) this.#execute(frame);
    else this.#say(frame);
    turn.settle();
    return turn.work - before;
  }

  answered(verdict: Verdict): void {
    const asked = this.#asked;
    if (asked === undefined) return;
    this.#asked = undefined;
    if (verdict === 'unreachable') this.#refuse(SERVER_CANNOT_ANSWER);
    else this.#resolve(asked, verdict === 'yes');
    // What is answered while it is asked has kept nobody waiting.
    if (this.#asking) return;
    this.#tellReady();
    this.#hub.turn.settle();
  }

  /** The others take again what is said here. */
  relieve(): void {
    this.#tellReady();
  }

  /** The channel exists no more. */
  expel(channel: Channel): void {
    if (this.#channel === channel) this.#leave();
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
    if (this.waiting) {
      throw new HubError(
        'ERR_MEMBER_WAITING',
        'A member that waits takes no frame: see Link.ready',
      );
    }
    if (this.#hub.turn.delivering) {
      throw new HubError('ERR_DELIVERING', 'A link cannot give the hub a frame while it is called');
    }
  }

  /** A link that ends its own member does so when all have been served. */
  #end(leave: () => void): void {
    if (this.#hub.turn.delivering) {
      this.#hub.turn.afterwards(() => {
        this.#end(leave);
      });
      return;
    }
    if (this.#ended) return;
    this.#ended = true;
    this.#asked = undefined;
    leave();
    this.#outbox.end();
    this.#hub.members.delete(this);
    this.#hub.turn.settle();
  }

  #introduce(frame: Uint8Array): void {
    this.#hub.turn.work += WORK.command;
    const first = parseName(frame);
    if (first.type === 'refused') {
      this.#refuse(first.reply);
      this.disconnect();
    } else this.#name = first.name;
  }

  #execute(frame: Uint8Array): void {
    this.#hub.turn.work += WORK.command;
    const command = parseCommand(frame);
    switch (command.type) {
      case 'create':
        this.#create(command.channel);
        break;
      case 'join':
        this.#join(command.channel);
        break;
      case 'list':
        this.#list();
        break;
      case 'invalid':
        this.#refuse(command.reply);
        break;
    }
  }

  #say(frame: Uint8Array): void {
    this.#hub.turn.work += WORK.message;
    if (this.#channel === undefined) {
      this.#outbox.reply(NOT_IN_CHANNEL);
      return;
    }
    this.#prefix ??= encodeText(`[${this.#name ?? ''}] `);
    this.#channel.relay(this.#outbox, frame, this.#prefix);
  }

  #create(name: string): void {
    const { directory, elsewhere } = this.#hub;
    if (directory.get(name) !== undefined) this.#refuse(format(SERVER_CHANNEL_EXISTS, name));
    else if (directory.full) this.#refuse(SERVER_TOO_MANY_CHANNELS);
    else if (elsewhere === undefined) this.#move(directory.create(name));
    else this.#ask(elsewhere, 'create', name);
  }

  #join(name: string): void {
    const { directory, elsewhere } = this.#hub;
    const channel = directory.get(name);
    if (elsewhere !== undefined) {
      this.#ask(elsewhere, channel === undefined ? 'find' : 'open', name);
    } else if (channel === undefined) this.#refuse(format(SERVER_NO_CHANNEL_EXISTS, name));
    else this.#move(channel);
  }

  #list(): void {
    const { directory, elsewhere } = this.#hub;
    if (elsewhere === undefined) this.#outbox.list(directory.list());
    else this.#ask(elsewhere, 'list', '');
  }

  get #waitsForOthers(): boolean {
    return this.#asked !== undefined || this.#hub.elsewhere?.congested === true;
  }

  #ask(elsewhere: Elsewhere, type: Question['type'], channel: string): void {
    const within = this.#asking;
    this.#asked = { type, channel };
    this.#asking = true;
    if (type === 'list') elsewhere.list(this);
    else elsewhere[type](channel, this);
    this.#asking = within;
  }

  #resolve({ type, channel: name }: Question, yes: boolean): void {
    const { directory, elsewhere } = this.#hub;
    const channel = directory.get(name);
    if (type === 'list') this.#outbox.list(directory.list());
    else if (type === 'create' && !yes) this.#refuse(format(SERVER_CHANNEL_EXISTS, name));
    // Whatever was answered, it may have been removed since.
    else if (channel === undefined) this.#refuse(format(SERVER_NO_CHANNEL_EXISTS, name));
    else if (type === 'open') this.#move(channel);
    else if (elsewhere !== undefined) this.#ask(elsewhere, 'open', name);
  }

  /** Unless it is still to wait, for whatever else. */
  #tellReady(): void {
    if (!this.waiting && !this.#ended) this.#link.ready?.();
  }

  /** Out of the old channel, then into the new, be it the same (rule 14). */
  #move(channel: Channel): void {
    this.#leave();
    const name = this.#name ?? '';
    const text = encodeText(format(SERVER_CLIENT_JOINED_CHANNEL, name));
    if (this.#hub.elsewhere === undefined) channel.announce(text);
    else {
      const member = (this.#number ??= this.#hub.nextNumber());
      channel.announce(text, { type: 'joined', member, name });
    }
    channel.enter(this.#outbox);
    this.#channel = channel;
  }

  #leave(): void {
    const channel = this.#channel;
    if (channel === undefined) return;
    this.#channel = undefined;
    channel.leave(this.#outbox);
    const text = encodeText(format(SERVER_CLIENT_LEFT_CHANNEL, this.#name ?? ''));
    if (this.#number === undefined) channel.announce(text);
    else channel.announce(text, { type: 'left', member: this.#number });
  }

  #refuse(reply: string): void {
    this.#outbox.reply(this.#hub.answers.encode(encodeText(reply)));
  }
}
