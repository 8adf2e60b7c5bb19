import { encodeFrames, FrameDecoder, framePayload, FRAME_SIZE } from '@chat/framing';

/** What servers differ in. */
export interface Kind {
  /** Whether a word that is no command is refused (rule 12). */
  readonly refusesWords: boolean;
  /** Whether a /join without a channel is refused (rule 10). */
  readonly refusesBareJoins: boolean;
  /** Whether it cuts a long text off, in the place of going on in another frame (rule 6). */
  readonly truncates: boolean;
}

export const RIGHT: Kind = { refusesWords: true, refusesBareJoins: true, truncates: false };

/** A server with one client, as far as that can see: replies only, others' frames come from the test. */
export class ModelServer {
  readonly kind: Kind;
  readonly channels = new Set<string>();
  channel: string | undefined;
  /** What the client has said. */
  readonly said: string[] = [];
  readonly #decoder = new FrameDecoder();
  #named = false;

  constructor(kind: Kind) {
    this.kind = kind;
  }

  /** @returns the frames that answer */
  receive(bytes: Uint8Array): Uint8Array[] {
    return this.#decoder.push(bytes).flatMap((frame) => {
      const text = Buffer.from(framePayload(frame)).toString();
      if (this.#named) return this.#handle(text);
      this.#named = true;
      return [];
    });
  }

  #handle(text: string): Uint8Array[] {
    if (!text.startsWith('/')) {
      this.said.push(text);
      return [];
    }
    const [, word = '', channel = ''] = /^(\/[^ ]*) *([^]*?) *$/.exec(text) ?? [];
    if (word === '/list') return this.#list();
    if (word === '/join' && channel === '') {
      const refusal = '/join command must be followed by the name of a channel to join.';
      return this.kind.refusesBareJoins ? this.#frames(refusal) : [];
    }
    if (word === '/join') return this.#join(channel);
    if (word === '/create') return this.#create(channel);
    if (!this.kind.refusesWords) return [];
    return this.#frames(
      `${word} is not a valid control message. Valid messages are /create, /list, and /join.`,
    );
  }

  #join(channel: string): Uint8Array[] {
    if (!this.channels.has(channel)) {
      return this.#frames(`No channel named ${channel} exists. Try '/create ${channel}'?`);
    }
    this.channel = channel;
    return [];
  }

  #create(channel: string): Uint8Array[] {
    if (channel === '') {
      return this.#frames('/create command must be followed by the name of a channel to create');
    }
    if (this.channels.has(channel)) {
      return this.#frames(`Room ${channel} already exists, so cannot be created.`);
    }
    this.channels.add(channel);
    this.channel = channel;
    return [];
  }

  /** A name a line, as many lines as fit. */
  #list(): Uint8Array[] {
    const pages = [''];
    for (const name of [...this.channels].sort()) {
      const page = pages.at(-1) ?? '';
      const longer = page === '' ? name : `${page}\n${name}`;
      if (Buffer.byteLength(longer) > FRAME_SIZE) pages.push(name);
      else pages[pages.length - 1] = longer;
    }
    return pages.flatMap((page) => this.#frames(page));
  }

  #frames(text: string): Uint8Array[] {
    const frames = encodeFrames(text);
    return new FrameDecoder().push(this.kind.truncates ? frames.subarray(0, FRAME_SIZE) : frames);
  }
}
