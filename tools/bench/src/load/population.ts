import { setTimeout as delay } from 'node:timers/promises';
import { type Scenario } from '../scenarios';
import { type Speaker, type Wire } from '../wires';
import { Inbox } from './inbox';
import { Link } from './link';
import { ReceiptChecker } from './receipts';
import { Sender } from './sender';
import { firstText } from './text';

/** Connections that are made at a time: no server has a shorter queue of those it did not accept. */
const BATCH = 100;

/** Milliseconds between two looks at whether everything has arrived. */
const LOOK = 10;

interface Member {
  readonly name: string;
  readonly channel: string;
  readonly number: number;
  readonly talks: boolean;
  readonly link: Link;
  joined: Buffer;
}

/** Everybody in a scenario, connected and in their channels. */
export class Population {
  readonly senders: Sender[] = [];
  readonly inboxes: Inbox[] = [];

  /** Called with a sender when messages of it are done. */
  onProgress: (sender: Sender) => void = () => undefined;

  constructor(
    private readonly wire: Wire,
    private readonly scenario: Scenario,
    private readonly port: number,
    private readonly onFault: (error: Error) => void,
  ) {}

  /** Deliveries that all members have received. */
  get received(): number {
    return this.inboxes.reduce((sum, { received }) => sum + received, 0);
  }

  /** Messages that have reached all their receivers. */
  get done(): number {
    return this.senders.reduce((sum, { done }) => sum + done, 0);
  }

  /** Connects the members, and lets them join. When it is done, the server owes nobody anything. */
  async gather(): Promise<void> {
    const { wire } = this;
    const { members: count, channels, senders, inFlight } = this.scenario;
    const members = Array.from({ length: count }, (_, number) => ({
      number,
      name: `m${String(number).padStart(4, '0')}`,
      channel: `c${String(number % channels).padStart(3, '0')}`,
      talks: number < senders,
    }));
    const present: Member[] = [];
    await inBatches(members, async (member) => {
      const link = await this.#connect(member.name);
      await link.converse(wire.register(member.name));
      present[member.number] = { ...member, link, joined: Buffer.alloc(0) };
    });
    const join = async (member: Member): Promise<void> => {
      const joined = await member.link.converse(
        wire.join(member.channel, member.number < channels),
      );
      if (member.talks) member.joined = joined;
    };
    await inBatches(present.slice(0, channels), join);
    await inBatches(present.slice(channels), join);
    const { fence } = wire;
    if (fence !== undefined) await inBatches(present, ({ link }) => link.converse([fence]));
    const window = Math.ceil(inFlight / senders);
    for (let channel = 0; channel < channels; channel++) {
      await this.#equip(
        present.filter(({ number }) => number % channels === channel),
        window,
      );
    }
  }

  /** Connects those who only say their name, if that. */
  async addIdle(): Promise<void> {
    const names = Array.from({ length: this.scenario.idle }, (_, number) => `i${number}`);
    await inBatches(names, async (name) => {
      const link = await this.#connect(name);
      await link.converse(this.wire.register(name));
    });
  }

  /** What somebody still has to get of what was sent; nothing, if all have all. */
  lack(): string | undefined {
    for (const inbox of this.inboxes) {
      const lack = inbox.lack();
      if (lack !== undefined) return lack;
    }
    return undefined;
  }

  /**
   * Waits until all have all that was sent. A last message of each sender comes behind it, so that
   * nothing can come twice unseen.
   */
  async drained(): Promise<void> {
    await this.arrived();
    for (const sender of this.senders) sender.send(1);
    await this.arrived();
  }

  async arrived(): Promise<void> {
    while (this.senders.some(({ sent, done }) => done < sent)) await delay(LOOK);
  }

  async #connect(name: string): Promise<Link> {
    const link = new Link(name, this.port, this.onFault);
    await link.opened();
    return link;
  }

  /** Gives the members of one channel what they send with, and what they receive with. */
  async #equip(members: readonly Member[], window: number): Promise<void> {
    const { wire } = this;
    const receivers = members.length - (wire.echoes ? 0 : 1);
    const senders = new Map<Member, Sender>();
    for (const member of members) {
      if (!member.talks) continue;
      const speaker: Speaker = { ...member, text: firstText(member.number) };
      const link = await this.#talker(member, receivers);
      senders.set(member, new Sender(speaker, senders.size, link, receivers, wire, window));
    }
    for (const member of members) {
      const heard = wire.echoes
        ? [...senders.values()]
        : [...senders].filter(([other]) => other !== member).map(([, sender]) => sender);
      const inbox = new Inbox(member.name, heard, {
        question: wire.probe?.question,
        onQuestion: () => {
          if (wire.probe !== undefined) member.link.write([wire.probe.answer]);
        },
        onProgress: (sender) => {
          this.onProgress(sender);
        },
      });
      member.link.listen((bytes, length) => {
        inbox.accept(bytes, length);
      });
      this.inboxes.push(inbox);
    }
    this.senders.push(...senders.values());
  }

  /** The connection on which a member talks. */
  async #talker({ name, link }: Member, receivers: number): Promise<Link> {
    if (this.wire.receipt === undefined) return link;
    const talker = await this.#connect(`${name} (sending)`);
    const checker = new ReceiptChecker(name, this.wire.receipt(receivers));
    talker.listen((bytes, length) => {
      checker.accept(bytes, length);
    });
    return talker;
  }
}

async function inBatches<T>(
  items: readonly T[],
  each: (item: T) => Promise<unknown>,
): Promise<void> {
  for (let at = 0; at < items.length; at += BATCH) {
    await Promise.all(items.slice(at, at + BATCH).map(each));
  }
}
