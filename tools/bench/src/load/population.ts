import { setTimeout as delay } from 'node:timers/promises';
import { type Scenario } from '../scenarios';
import { type Wire } from '../wires';
import { Inbox } from './inbox';
import { type Link } from './link';
import { type Door, type Member } from './members';
import { ReceiptChecker } from './receipts';
import { Sender } from './sender';
import { firstText } from './text';

/** Milliseconds between two looks at whether everything has arrived. */
const LOOK = 10;

/** The members of a scenario in which nobody comes or goes: what they send, and what they receive. */
export class Population {
  readonly senders: Sender[] = [];
  /** Messages that have reached all their receivers. */
  done = 0;
  readonly #inboxes: Inbox[] = [];

  /** Called with a sender when messages of it are done. */
  onDone: (sender: Sender) => void = () => undefined;

  private constructor(
    private readonly wire: Wire,
    private readonly door: Door,
  ) {}

  static async of(
    members: readonly Member[],
    wire: Wire,
    { channels, senders, inFlight }: Scenario,
    door: Door,
  ): Promise<Population> {
    const population = new Population(wire, door);
    for (let channel = 0; channel < channels; channel++) {
      const own = members.filter(({ number }) => number % channels === channel);
      const talking = own.filter(({ number }) => number < senders);
      await population.#equip(own, talking, Math.ceil(inFlight / senders));
    }
    return population;
  }

  /** Deliveries that all members have received of others. */
  get received(): number {
    return this.#inboxes.reduce((sum, { received }) => sum + received, 0);
  }

  /** What somebody still has to get of what was sent; nothing, if all have all. */
  lack(): string | undefined {
    for (const inbox of this.#inboxes) {
      const lack = inbox.lack();
      if (lack !== undefined) return lack;
    }
    return undefined;
  }

  /** Waits until all have all that was sent. */
  async arrived(): Promise<void> {
    while (this.senders.some(({ sent, done }) => done < sent)) await delay(LOOK);
  }

  /** Gives the members of one channel what they send with, and what they receive with. */
  async #equip(
    members: readonly Member[],
    talking: readonly Member[],
    window: number,
  ): Promise<void> {
    const { wire } = this;
    const receivers = members.length - (wire.echoes ? 0 : 1);
    const senders: Sender[] = [];
    for (const member of talking) {
      const speaker = { ...member, text: firstText(member.number) };
      const link = await this.#talker(member, receivers);
      senders.push(new Sender(speaker, senders.length, link, receivers, wire, window));
    }
    for (const { name, link } of members) {
      const heard = senders.filter(({ speaker }) => wire.echoes || speaker.name !== name);
      const inbox = new Inbox(name, heard, {
        question: wire.probe?.question,
        onQuestion: () => {
          if (wire.probe !== undefined) link.write([wire.probe.answer]);
        },
        onDone: (sender, count) => {
          this.done += count;
          this.onDone(sender);
        },
      });
      link.listen((bytes, length) => {
        inbox.accept(bytes, length);
      });
      this.#inboxes.push(inbox);
    }
    this.senders.push(...senders);
  }

  /** The connection on which a member talks. */
  async #talker({ name, server, link }: Member, receivers: number): Promise<Link> {
    if (this.wire.receipt === undefined) return link;
    const talker = await this.door.connect(`${name} (sending)`, server);
    const checker = new ReceiptChecker(name, this.wire.receipt(receivers));
    talker.listen((bytes, length) => {
      checker.accept(bytes, length);
    });
    return talker;
  }
}
