/** What was asked of {@link Elsewhere}: whether it is so, or that nobody can say now. */
export type Verdict = 'yes' | 'no' | 'unreachable';

/** Who has asked. Later frames of a member that asks wait; nobody else does. */
export interface Asker {
  /** Takes the answer: once, at once or later, but not from inside {@link Elsewhere.deliver}. */
  answered(verdict: Verdict): void;
}

/** Something that happened here in a channel. */
export type Happening =
  /** Members said something: whole frames, as they are delivered, shared like those of `Link.deliver`. */
  | { readonly type: 'said'; readonly frames: Uint8Array }
  /** A member came: its number is unique in this hub, its name is not (rule 7). */
  | { readonly type: 'joined'; readonly member: number; readonly name: string }
  /** A member that had joined is gone. */
  | { readonly type: 'left'; readonly member: number };

/**
 * The other hubs of a chat, as one hub sees them: they decide together which channels exist, and hear what is
 * said in each. Without it, a hub is alone: it decides at once, and tells nobody.
 */
export interface Elsewhere {
  /** Whether too much waits to be told to the others: then the members wait that speak, and no listener. */
  readonly congested: boolean;

  /** Called once, by the hub: what comes from elsewhere is told to `here` from then on. */
  attach(here: Here): void;

  /** Creates a channel. Of all that create one name, one alone hears `yes`, and the others `no`. */
  create(channel: string, asker: Asker): void;

  /** Asks whether a channel exists that is not known here: `yes` once it has been added here. */
  find(channel: string, asker: Asker): void;

  /** Answers `yes` when every channel has been added here whose creation was answered before it was asked. */
  list(asker: Asker): void;

  /**
   * Answers `yes` when whatever is said elsewhere in the channel from now on will be heard here. The asker enters
   * it while it is answered, or never.
   */
  open(channel: string, asker: Asker): void;

  /**
   * What happened here in a channel during one turn, in order: once per turn, before the members here are served.
   * A turn of which the hub is asked to tell early may tell the rest once more, and so may a channel that was
   * removed and created anew. What came from elsewhere is not in it. Must not block, throw or call the hub.
   */
  deliver(channel: string, happenings: readonly Happening[]): void;
}

/** A hub, as the others see it. To be called between its turns, not from inside {@link Elsewhere.deliver}. */
export interface Here {
  /** A channel exists, perhaps known already. */
  added(channel: string): void;

  /** A channel exists no more: its members hear of each other that they have left, and are in none. */
  removed(channel: string): void;

  /** Whole frames that were said elsewhere in a channel. */
  said(channel: string, frames: Uint8Array): void;

  /** A member of this name has joined a channel elsewhere. */
  joined(channel: string, name: string): void;

  /** A member of this name has left a channel elsewhere. */
  left(channel: string, name: string): void;

  /** {@link Elsewhere.congested} is false again. */
  relieved(): void;
}
