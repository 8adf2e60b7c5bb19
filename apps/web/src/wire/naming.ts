import { frameText } from '@chat/framing';
import { isCommand, parseDelivery, type Delivery } from '@chat/protocol';
import { fenceWordIn } from '@chat/session';

/** What a frame is, in a word or two. */
export type FrameName =
  | 'name'
  | 'command'
  | 'message'
  | 'fence'
  | 'reply to a fence'
  | 'answer'
  | 'joined'
  | 'left'
  | 'listing'
  | 'error'
  | 'notice';

const RECEIVED: Readonly<Record<Delivery['type'], FrameName>> = {
  message: 'message',
  joined: 'joined',
  left: 'left',
  listing: 'listing',
  refused: 'error',
  notice: 'notice',
};

/** What a call brings, and no member says. */
const ANSWERS: readonly FrameName[] = ['listing', 'error', 'notice'];

/** Says what the frames of one connection are, in the order in which they go and come. */
export class Naming {
  #hasName = false;
  /** Words of fences that were sent and are not answered; they come in pairs, around a command. */
  readonly #openings = new Set<string>();
  readonly #closings = new Set<string>();
  #isOpening = true;
  /** Whether what comes stands between the replies to the two fences of a call. */
  #isAnswering = false;

  sent(frame: Uint8Array): FrameName {
    if (!this.#hasName) {
      this.#hasName = true;
      return 'name';
    }
    if (!isCommand(frame)) return 'message';
    const text = frameText(frame);
    const word = fenceWordIn(text);
    if (word !== text) return 'command';
    (this.#isOpening ? this.#openings : this.#closings).add(word);
    this.#isOpening = !this.#isOpening;
    return 'fence';
  }

  received(frame: Uint8Array): FrameName {
    const word = isCommand(frame) ? fenceWordIn(frameText(frame)) : undefined;
    if (word !== undefined) {
      const opens = this.#openings.delete(word);
      if (opens || this.#closings.delete(word)) {
        this.#isAnswering = opens;
        return 'reply to a fence';
      }
    }
    const name = RECEIVED[parseDelivery(frame).type];
    return this.#isAnswering && ANSWERS.includes(name) ? 'answer' : name;
  }
}
