import {
  format,
  SERVER_INVALID_CONTROL_MESSAGE,
  type Delivery,
  type Refusal,
} from '@chat/protocol';

/** A command that is sent between two fences, and what came of it. */
export class Command {
  readonly line: string;
  /** What the server said, if it refused. */
  refusal: string | undefined;
  /** What a /list brought, of any number of frames (rule 11). */
  names: string[] = [];
  readonly #word: string;
  readonly #argument: string;
  readonly #refusals: readonly Refusal[];
  /** What is still to come of a refusal that does not fit one frame. */
  #rest = '';

  /** @param refusals what may come of it, besides that it is no valid command */
  constructor(word: string, argument: string, refusals: readonly Refusal[]) {
    this.#word = `${word} `;
    this.#argument = argument;
    this.#refusals = refusals;
    this.line = this.#word + argument;
  }

  /**
   * Takes a frame that came between the fences, if it can come of this command.
   *
   * @param text all that the frame says
   * @returns whether it did
   */
  take(delivery: Delivery, text: string): boolean {
    // A space where it was cut is in neither frame, or in one of them.
    const more = text.trimStart();
    const isMore = more !== '' && this.#rest.startsWith(more);
    this.#rest = isMore ? this.#rest.slice(more.length).trimStart() : '';
    if (isMore) return true;
    const { type } = delivery;
    if (type === 'refused' && this.#canBe(delivery.reason, text)) {
      const whole = format(delivery.reason as '{0}', this.#argument);
      // Some servers name another channel, or only a part of it.
      this.refusal = whole.startsWith(text) ? whole : text;
      this.#rest = this.refusal.slice(text.length).trimStart();
      return true;
    }
    // No message has two lines (rule 4): that is a listing whose first name looks like a message.
    if (this.#argument !== '' || !isListing(type, text)) return false;
    this.names.push(...namesIn(text));
    return true;
  }

  /** Forgets what it took: that came of something else, sent before. */
  reset(): void {
    this.refusal = undefined;
    this.names = [];
  }

  #canBe(reason: Refusal, text: string): boolean {
    return reason === SERVER_INVALID_CONTROL_MESSAGE
      ? text.startsWith(this.#word)
      : this.#refusals.includes(reason);
  }
}

/** Whether a text may be a page of a listing that was asked for. */
export function isListing(type: Delivery['type'], text: string): boolean {
  return type === 'listing' || type === 'notice' || text.includes('\n');
}

/** The names on a page of a listing (rule 11). */
export function namesIn(text: string): string[] {
  return text.split('\n').filter((name) => name !== '');
}
