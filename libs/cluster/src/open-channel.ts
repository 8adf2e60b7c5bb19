import type { Asker, Happening, Here } from '@chat/hub';
import { FRAME_SIZE } from '@chat/framing';
import type { Figures } from './figures';
import type { Roster, WholeRoster } from './message';
import type { Peer } from './peers';

/** Servers that are gone and may come back, of which is known what was heard last. */
const REMEMBERED = 16;

/** What another server has in a channel. */
interface Presence {
  /** Of the last of its messages that was heard. */
  number: number;
  members: Map<number, string>;
  /** A roster that has come in part, as of a number. */
  gathered: { readonly number: number; readonly members: Map<number, string> } | undefined;
}

/** A channel that is heard here: it has members here, or had some until lately. */
export class OpenChannel {
  readonly name: string;
  readonly subject: string;
  /** The members here, as the other servers have been told. */
  readonly members = new Map<number, string>();
  /** Those for whom it is opened. */
  readonly waiting: Asker[] = [];
  /** Questions about it that not all other servers have answered: until then, something might be missed. */
  pending = 0;
  /** Whether another server has ever had it open: before, nobody is told what happens. */
  shared = false;
  /** Of the last message that was sent. */
  number: number;
  readonly #first: number;
  readonly #there = new Map<Peer, Presence>();
  /** Of servers that are gone: the number of the last message that was heard. */
  readonly #givenUp = new Map<string, number>();
  readonly #here: Here;
  readonly #figures: Figures;

  /** @param number higher than that of any message that was sent to the channel when it was open before */
  constructor(name: string, subject: string, number: number, here: Here, figures: Figures) {
    this.name = name;
    this.subject = subject;
    this.number = this.#first = number;
    this.#here = here;
    this.#figures = figures;
  }

  get roster(): WholeRoster {
    const { name: channel, number, members } = this;
    return { channel, number, fresh: number === this.#first, members };
  }

  /** Something has happened here. */
  note(happening: Happening): void {
    if (happening.type === 'joined') this.members.set(happening.member, happening.name);
    else if (happening.type === 'left') this.members.delete(happening.member);
  }

  /** Another server says who its members are: whoever is not where it was comes or goes. */
  takeRoster(peer: Peer, { number, fresh, more, members }: Roster): void {
    this.shared = true;
    const known = this.#there.get(peer);
    const heard = known?.number ?? this.#givenUp.get(peer.id) ?? number;
    // An old connection of its may bring what is long over.
    if (number < heard) return;
    const presence: Presence = known ?? {
      number: heard,
      members: new Map(),
      gathered: undefined,
    };
    this.#givenUp.delete(peer.id);
    this.#there.set(peer, presence);
    // The rest of another may have been lost with a connection.
    if (presence.gathered?.number !== number) presence.gathered = { number, members: new Map() };
    const { members: gathered } = presence.gathered;
    for (const [member, name] of members) gathered.set(member, name);
    if (more) return;
    if (!fresh) this.#figures.lost += number - presence.number;
    presence.number = number;
    presence.gathered = undefined;
    for (const [member, name] of presence.members) {
      if (!gathered.has(member)) this.#here.left(this.name, name);
    }
    for (const [member, name] of gathered) {
      if (!presence.members.has(member)) this.#here.joined(this.name, name);
    }
    presence.members = gathered;
  }

  /**
   * Something has happened on another server.
   *
   * @returns whether nothing is missing before it
   */
  happened(peer: Peer, number: number, happenings: readonly Happening[]): boolean {
    const presence = this.#there.get(peer);
    if (presence === undefined) {
      // While it is being opened, nobody misses it; what is missed of who is back, its roster tells.
      if (this.pending === 0 && !this.#givenUp.has(peer.id)) this.#figures.lost++;
      return this.pending > 0;
    }
    const missing = number - presence.number - 1;
    if (missing < 0) {
      this.#figures.repeated++;
      return true;
    }
    presence.number = number;
    for (const happening of happenings) this.#apply(presence, happening);
    this.#figures.lost += missing;
    return missing === 0;
  }

  /** Another server is gone, and its members with it. What is missed of it counts, if it comes back. */
  gone(peer: Peer): void {
    const presence = this.#there.get(peer);
    if (presence === undefined) return;
    this.#there.delete(peer);
    this.#givenUp.set(peer.id, presence.number);
    const [first] = this.#givenUp.keys();
    if (first !== undefined && this.#givenUp.size > REMEMBERED) this.#givenUp.delete(first);
    for (const name of presence.members.values()) this.#here.left(this.name, name);
  }

  /** All others are gone, since the channel is. */
  goneAll(): void {
    for (const peer of this.#there.keys()) this.gone(peer);
  }

  #apply({ members }: Presence, happening: Happening): void {
    if (happening.type === 'said') {
      this.#figures.framesIn += happening.frames.length / FRAME_SIZE;
      this.#here.said(this.name, happening.frames);
    } else if (happening.type === 'joined') {
      const known = members.has(happening.member);
      members.set(happening.member, happening.name);
      if (!known) this.#here.joined(this.name, happening.name);
    } else {
      const name = members.get(happening.member);
      members.delete(happening.member);
      if (name !== undefined) this.#here.left(this.name, name);
    }
  }
}
