import { AsyncLocalStorage } from 'node:async_hooks';
import { FRAME_SIZE } from '../frame';
import { HeadAndTail } from './head-and-tail';
import { quote } from './quote';

/** Who does something in a check: a peer, the server that the kit plays, a user. */
export interface Actor {
  /** Asked for when the trace is shown: a peer may get its name late. */
  readonly label: string;
}

/** The kit itself, which starts programs and sends signals. */
export const KIT: Actor = { label: 'The kit' };

/** Whoever sits at the client under test. */
export const USER: Actor = { label: 'The user' };

/** `sends`, and the frames. */
interface Deed {
  readonly verb: string;
  readonly objects: HeadAndTail<Uint8Array | string>;
}

/** What one actor does before another does something. */
interface Turn {
  readonly actor: Actor;
  readonly deeds: HeadAndTail<Deed>;
}

/** Bytes shown of a frame: what it says matters here, and not every byte. */
export const LENGTH = 60;

const storage = new AsyncLocalStorage<Trace>();

/** What a check did, in order, of a bounded size however much that is. */
export class Trace {
  readonly #turns = new HeadAndTail<Turn>(8, 12);

  /** The trace of the check that runs; one that nobody reads if none does. */
  static get current(): Trace {
    return storage.getStore() ?? new Trace();
  }

  /** Runs a check, whose trace this is then. */
  async during<T>(body: () => Promise<T>): Promise<T> {
    return storage.run(this, body);
  }

  /** Notes a deed: `did(peer, 'half-closes')`, `did(user, 'types', '"hello"')`; bytes are (part of) a frame. */
  did(actor: Actor, verb: string, ...objects: (Uint8Array | string)[]): void {
    let turn = this.#turns.latest;
    if (turn?.actor !== actor) {
      turn = { actor, deeds: new HeadAndTail(4, 4) };
      this.#turns.add(turn);
    }
    let deed = turn.deeds.latest;
    if (objects.length !== 1 || deed?.verb !== verb) {
      deed = { verb, objects: new HeadAndTail(3, 2) };
      turn.deeds.add(deed);
    }
    for (const object of objects) deed.objects.add(object);
  }

  /**
   * Notes bytes that were sent in one piece.
   *
   * @param sentBefore bytes that the actor has sent on this connection already: frames are counted from
   *   its beginning
   */
  sent(actor: Actor, bytes: Uint8Array, sentBefore: number): void {
    const pieces: Uint8Array[] = [];
    for (let at = 0; at < bytes.length; at += pieces.at(-1)?.length ?? 0) {
      const missing = FRAME_SIZE - ((sentBefore + at) % FRAME_SIZE);
      pieces.push(bytes.subarray(at, at + missing));
    }
    this.did(actor, pieces.length === 1 ? 'sends' : 'sends in one piece', ...pieces);
  }

  /** A line for each turn, frames without their padding. */
  get lines(): string[] {
    return this.#turns.show(({ actor, deeds }) => `${actor.label} ${deeds.show(told).join(', ')}`);
  }
}

function told({ verb, objects }: Deed): string {
  const shown = objects.show((object) => (typeof object === 'string' ? object : brief(object)));
  return [verb, shown.join(', ')].join(' ').trimEnd();
}

/** A frame by what it says; of a piece of one also how many bytes these are. */
function brief(bytes: Uint8Array): string {
  const quoted = quote(bytes, LENGTH);
  if (bytes.length === FRAME_SIZE) return quoted.replace(/ and \d+ spaces$/, '');
  return `${bytes.length} ${bytes.length === 1 ? 'byte' : 'bytes'} ${quoted}`;
}
