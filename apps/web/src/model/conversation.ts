import type { SessionEvent } from '@chat/session';
import type { Content, Line } from './line';

/** Lines that are kept, at most, and how many of the oldest go at once when there are more. */
const LIMIT = 50_000;
const FORGOTTEN_AT_ONCE = 5_000;

/** Milliseconds for which what one member says belongs together. */
const PAUSE = 5 * 60_000;

/** What was said and what happened, in order. */
export class Conversation {
  readonly #now: () => number;
  #lines: Line[] = [];
  #nextId = 0;

  /** @param now the clock, in milliseconds since 1970 */
  constructor(now: () => number) {
    this.#now = now;
  }

  get lines(): readonly Line[] {
    return this.#lines;
  }

  add(content: Content): void {
    this.#lines.push({ ...content, id: this.#nextId++, at: this.#now() });
    if (this.#lines.length <= LIMIT) return;
    this.#lines.splice(0, FORGOTTEN_AT_ONCE);
    const [oldest] = this.#lines;
    if (oldest !== undefined) this.#lines[0] = { type: 'forgotten', id: oldest.id, at: oldest.at };
  }

  /** Adds what came from the server. */
  hear(event: SessionEvent): void {
    switch (event.type) {
      case 'message':
        this.add({ type: 'said', from: event.from, text: event.text, isMine: false });
        break;
      case 'joined':
        this.add({ type: 'came', name: event.name });
        break;
      case 'left':
        this.add({ type: 'went', name: event.name });
        break;
      case 'listing':
        this.add({ type: 'listing', names: event.names });
        break;
      case 'refused':
      case 'notice':
        this.add({ type: event.type, text: event.text });
        break;
      case 'fence': // Not asked for.
    }
  }

  /** Whether a line goes on with what the same member has said just before. */
  continues(index: number): boolean {
    const before = this.#lines[index - 1];
    const line = this.#lines[index];
    return (
      before?.type === 'said' &&
      line?.type === 'said' &&
      before.from === line.from &&
      before.isMine === line.isMine &&
      line.at - before.at < PAUSE
    );
  }
}
