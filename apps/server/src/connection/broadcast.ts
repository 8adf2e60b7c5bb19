import type * as SocketSend from '@chat/socket-send';

/** What writes to sockets without the way through Node, where it was built. */
export type NativeSend = typeof SocketSend;

/** Not everybody can have it. */
export async function loadNative(): Promise<NativeSend | undefined> {
  // Its sockets do not tell their descriptors.
  if ('deno' in process.versions) return undefined;
  try {
    return await import('@chat/socket-send');
  } catch {
    return undefined;
  }
}

/** Somebody who is sent what others are sent too. */
export interface Recipient {
  /** Of its socket at this moment, -1 if that is closed: the number may be somebody else's the next moment. */
  readonly descriptor: number;

  /** @param taken bytes of the view that its socket has taken; the rest is to be sent in the usual way */
  taken(view: Uint8Array, taken: number): void;
}

/**
 * Gathers those who are delivered the same view in a turn, and sends it to all of them in one call. What is
 * gathered is sent before the turn is over, and before its recipient is sent anything else.
 */
export class Broadcast {
  readonly native: NativeSend;
  #view: Uint8Array | undefined;
  #recipients: Recipient[] = [];
  #descriptors = new Int32Array(64);
  #gathers = false;

  constructor(native: NativeSend) {
    this.native = native;
  }

  /** Runs what delivers, and gathers meanwhile. */
  during(deliver: () => void): void {
    this.#gathers = true;
    try {
      deliver();
    } finally {
      this.#gathers = false;
      this.flush();
    }
  }

  /** @returns whether the view will be sent; if not, it is the caller's to send */
  add(view: Uint8Array, recipient: Recipient): boolean {
    if (!this.#gathers) return false;
    if (this.#view !== view) {
      this.flush();
      this.#view = view;
    }
    this.#recipients.push(recipient);
    return true;
  }

  /** Sends what was gathered so far. */
  flush(): void {
    const view = this.#view;
    if (view === undefined) return;
    const recipients = this.#recipients;
    const count = recipients.length;
    this.#view = undefined;
    this.#recipients = [];
    if (count > this.#descriptors.length) this.#descriptors = new Int32Array(2 * count);
    const descriptors = this.#descriptors;
    for (let index = 0; index < count; index++) {
      descriptors[index] = recipients[index]?.descriptor ?? -1;
    }
    this.native.sendToAll(descriptors, count, view);
    for (let index = 0; index < count; index++) {
      recipients[index]?.taken(view, descriptors[index] ?? -1);
    }
  }
}
