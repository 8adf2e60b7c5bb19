import { trimChannelName } from '@chat/protocol';
import { SessionError, type Chat, type ChatEvent, type ConnectOptions } from '@chat/session/web';
import { Tape } from '../wire/tape';
import { Conversation } from './conversation';
import { planOf } from './draft';

/** What a visit needs of the page around it. */
export interface Surroundings {
  readonly url: string;
  readonly connect: (options: ConnectOptions) => Promise<Chat>;
  /** Milliseconds since 1970. */
  readonly now: () => number;
  /** Called after each change of what is to be seen. */
  readonly changed: () => void;
  /** Whether nobody looks at the page. */
  readonly isHidden: () => boolean;
}

/**
 * - `here`: what is said is heard.
 * - `silent`: the server does not answer.
 * - `lost`: there is no connection, or it is not yet back in the channel.
 */
export type Connection = 'here' | 'silent' | 'lost';

/** One stay in the chat, from the press of *Join chat* to *Leave chat*, over as many connections as it takes. */
export class Visit {
  readonly name: string;
  readonly conversation: Conversation;
  readonly tape: Tape;
  /** All of the server's, as far as it was asked. */
  channels: readonly string[] = [];
  /** Where one is; while the connection is lost, where one comes back to. */
  channel: string | undefined;
  connection: Connection = 'here';
  /** Why the last press among the channels did not work, in the protocol's words. */
  channelFault: string | undefined;
  /** Messages that came while nobody looked. */
  unread = 0;
  readonly #around: Surroundings;
  #chat: Chat | undefined;
  #isRefreshing = false;

  private constructor(name: string, around: Surroundings) {
    this.name = name;
    this.conversation = new Conversation(around.now);
    this.tape = new Tape(around.now, around.changed);
    this.#around = around;
  }

  /**
   * Connects, and waits until the server has taken the name.
   *
   * @param channel where to go then; made, if there is none of that name
   * @throws {Error} that says why, in the server's words if it gave any
   */
  static async begin(
    name: string,
    channel: string | undefined,
    around: Surroundings,
  ): Promise<Visit> {
    const visit = new Visit(name, around);
    const chat = await around.connect({
      url: around.url,
      name,
      reconnect: true,
      tap: () => visit.tape.open(),
    });
    visit.#chat = chat;
    void visit.#read(chat);
    try {
      visit.channels = await chat.list();
    } catch (error) {
      await chat.close();
      throw visit.#explanation() ?? error;
    }
    if (channel !== undefined) await visit.#try(() => visit.#enter(channel));
    return visit;
  }

  /** Goes into a channel that exists. */
  async join(channel: string): Promise<void> {
    await this.#try(() => this.#open.join(channel));
  }

  /** @returns whether it worked; if not, `channelFault` says why */
  async create(channel: string): Promise<boolean> {
    return await this.#try(() => this.#open.create(channel));
  }

  /** Asks for the channels again. */
  async refresh(): Promise<void> {
    if (this.#isRefreshing || this.connection === 'lost') return;
    this.#isRefreshing = true;
    try {
      this.channels = await this.#open.list();
      this.#connectionIs('here');
    } catch (error) {
      if (codeOf(error) === 'ERR_NO_ANSWER') this.#connectionIs('silent');
    }
    this.#isRefreshing = false;
    this.#around.changed();
  }

  /**
   * Sends what was typed: a command, or each line as a message.
   *
   * @returns whether it was sent; if not, it has to be kept
   */
  send(draft: string): boolean {
    const { messages, isCommand, fault } = planOf(draft, this.name);
    if (messages.length === 0 || fault !== undefined || this.connection === 'lost') return false;
    for (const text of messages) {
      if (isCommand) void this.#command(text);
      else {
        this.#open.say(text);
        this.conversation.add({ type: 'said', from: this.name, text, isMine: true });
      }
    }
    this.#around.changed();
    return true;
  }

  /** Somebody looks at the page. */
  look(): void {
    if (this.unread === 0) return;
    this.unread = 0;
    this.#around.changed();
  }

  reconnect(): void {
    this.#open.reconnect();
  }

  async leave(): Promise<void> {
    await this.#open.close();
  }

  get #open(): Chat {
    if (this.#chat === undefined) throw new Error('There is no connection yet.');
    return this.#chat;
  }

  async #read(chat: Chat): Promise<void> {
    for await (const event of chat) {
      this.#handle(event);
      this.#around.changed();
    }
  }

  #handle(event: ChatEvent): void {
    switch (event.type) {
      case 'disconnected':
        this.tape.close();
        this.#lose();
        break;
      case 'reconnected':
        void this.#comeBack();
        break;
      default:
        this.#followChannel();
        this.conversation.hear(event);
        if (event.type === 'message' && this.#around.isHidden()) this.unread++;
    }
  }

  #lose(): void {
    if (this.connection !== 'lost') this.conversation.add({ type: 'lost' });
    this.#connectionIs('lost');
  }

  async #comeBack(): Promise<void> {
    const { channel } = this;
    try {
      this.channels = await this.#open.list();
      if (channel !== undefined) await this.#enter(channel);
    } catch (error) {
      // There will be another connection.
      if (codeOf(error) === 'ERR_DISCONNECTED' || codeOf(error) === 'ERR_CLOSED') return;
      this.channel = undefined;
      this.channelFault = messageOf(error);
    }
    this.conversation.add({ type: 'back' });
    this.#connectionIs('here');
    await this.refresh();
  }

  #connectionIs(connection: Connection): void {
    this.connection = connection;
    this.#around.changed();
  }

  /** Goes into a channel, and makes it first if need be; others may be doing the same. */
  async #enter(channel: string): Promise<void> {
    if (await this.#joins(channel)) return;
    try {
      await this.#open.create(channel);
    } catch (error) {
      if (codeOf(error) !== 'ERR_REFUSED' || !(await this.#joins(channel))) throw error;
    }
  }

  /** Whether there is such a channel, and one is in it now. */
  async #joins(channel: string): Promise<boolean> {
    try {
      await this.#open.join(channel);
      return true;
    } catch (error) {
      if (codeOf(error) === 'ERR_REFUSED') return false;
      throw error;
    }
  }

  async #try(move: () => Promise<void>): Promise<boolean> {
    this.channelFault = undefined;
    try {
      await move();
    } catch (error) {
      this.channelFault = messageOf(error);
    }
    this.#followChannel();
    await this.refresh();
    return this.channelFault === undefined;
  }

  /** A command that was typed among the messages is answered among them. */
  async #command(line: string): Promise<void> {
    const [word = ''] = line.split(' ', 1);
    const channel = trimChannelName(line.slice(word.length));
    try {
      switch (word) {
        case '/join':
          await this.#open.join(channel);
          break;
        case '/create':
          await this.#open.create(channel);
          break;
        case '/list':
          this.channels = await this.#open.list();
          this.conversation.add({ type: 'listing', names: this.channels });
          break;
        default:
          this.#open.line(line);
          return;
      }
      this.#followChannel();
    } catch (error) {
      this.conversation.add({ type: 'refused', text: messageOf(error) });
    }
    await this.refresh();
  }

  /** What comes after a move is said in the other channel. */
  #followChannel(): void {
    const channel = this.#open.channel;
    if (channel === undefined || channel === this.channel) return;
    this.channel = channel;
    this.conversation.add({ type: 'moved', channel });
    this.#around.changed();
  }

  /** What the server said before it closed. */
  #explanation(): Error | undefined {
    const notices = this.conversation.lines.flatMap((line) =>
      line.type === 'notice' ? [line.text] : [],
    );
    return notices.length === 0 ? undefined : new Error(notices.join(' '));
  }
}

function codeOf(error: unknown): string | undefined {
  return error instanceof SessionError ? error.code : undefined;
}

function messageOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}
