import { encodeFrames, FrameDecoder, framePayload } from '@chat/framing';
import type { Hub, Link, Member } from '../index';

let fences = 0;

/** A member that says what it has to say when it need not wait, and what it hears. */
export class Guest implements Link {
  readonly heard: string[] = [];
  readonly #member: Member;
  readonly #decoder = new FrameDecoder();
  readonly #unsaid: Uint8Array[] = [];
  readonly #listeners = new Set<() => void>();

  constructor(hub: Hub, name: string) {
    this.#member = hub.connect(this);
    this.send(name);
  }

  deliver(views: readonly Uint8Array[]): void {
    for (const frame of views.flatMap((view) => this.#decoder.push(view))) {
      this.heard.push(Buffer.from(framePayload(frame)).toString('latin1'));
    }
    for (const tell of this.#listeners) tell();
  }

  end(): void {
    this.#unsaid.length = 0;
  }

  ready(): void {
    setImmediate(() => {
      this.#proceed();
    });
  }

  leave(): void {
    this.#member.disconnect();
  }

  /** Sends frames, one for each text, each when that before it is answered. */
  send(...texts: readonly (string | Uint8Array)[]): void {
    this.#unsaid.push(...texts.map((text) => encodeFrames(text)));
    this.#proceed();
  }

  /** Sends, waits until that is handled, and returns all that was heard till then and not returned before. */
  async ask(...texts: readonly (string | Uint8Array)[]): Promise<string[]> {
    const fence = `/fence${++fences}`;
    this.send(...texts, fence);
    await this.hears((text) => text.startsWith(`${fence} `));
    const at = this.heard.findIndex((text) => text.startsWith(`${fence} `));
    const heard = this.heard.splice(0, at + 1);
    return heard.slice(0, -1);
  }

  /** Resolves when something has been heard. */
  hears(what: string | ((text: string) => boolean)): Promise<void> {
    const matches = typeof what === 'string' ? (text: string): boolean => text === what : what;
    return new Promise((resolve) => {
      const look = (): void => {
        if (!this.heard.some(matches)) return;
        this.#listeners.delete(look);
        resolve();
      };
      this.#listeners.add(look);
      look();
    });
  }

  #proceed(): void {
    while (this.#unsaid.length > 0 && !this.#member.waiting) {
      this.#member.receive(this.#unsaid.shift() ?? new Uint8Array(0));
    }
  }
}
