import { setTimeout as delay } from 'node:timers/promises';
import { type Call } from '../history';
import { Client } from './client';
import { type Random } from './random';
import { type Recorder } from './recorder';

/** What all people have in common. */
export interface Town {
  readonly recorder: Recorder;
  /** Milliseconds between two things that one does, at most. */
  readonly haste: number;
  /** When nobody does anything more. */
  readonly over: AbortSignal;
  /** How many channels somebody has asked for so far. */
  channels: number;
}

/** Milliseconds until one who cannot connect tries again. */
const AGAIN = 200;

/** Channels that are gone to most often: the newest. */
const NEWEST = 4;

/** Whoever is behind a place at a server: comes, does what comes to mind, goes, and comes as somebody else. */
export class Person {
  client: Client | undefined;
  #lives = 0;
  /** Every other one stays where it is, and sees the others come and go. */
  readonly #isRestless: boolean;

  constructor(
    private readonly town: Town,
    private readonly place: { index: number; server: number; port: number },
    private readonly random: Random,
  ) {
    this.#isRestless = place.index % 2 === 1;
  }

  /** Until it is over. Who is there then stays. */
  async live(): Promise<void> {
    while (!this.town.over.aborted) {
      if (this.client === undefined || this.client.isOver) await this.#enter();
      else await this.#act(this.client);
      await delay(this.random.between(1, this.town.haste));
    }
  }

  async #enter(): Promise<void> {
    const { index, server, port } = this.place;
    const name = `p${index}.${this.#lives++}`;
    try {
      this.client = await Client.enter(this.town.recorder, { name, server, port });
    } catch {
      await delay(AGAIN);
    }
  }

  async #act(client: Client): Promise<void> {
    const lot = this.random.between(this.#isRestless ? 1 : 3, 100);
    if (lot <= 2) await client.end();
    else if (lot <= 10) await client.call({ kind: 'list' });
    else if ((lot <= 25 && this.#isRestless) || client.channel === undefined)
      await client.call(this.#move(client));
    else client.say();
  }

  /** Mostly to one of the newest channels; sometimes to one that others may just be creating too. */
  #move({ channel: here }: Client): Call {
    const { town, random } = this;
    if (town.channels === 0 || random.between(1, 5) === 1) {
      const next = Math.max(1, town.channels + random.between(0, 1));
      town.channels = next;
      return { kind: 'create', channel: `room-${next}` };
    }
    const oldest = Math.max(
      1,
      town.channels - (random.between(1, 4) === 1 ? town.channels : NEWEST),
    );
    const channel = `room-${random.between(oldest, town.channels)}`;
    return channel === here ? { kind: 'list' } : { kind: 'join', channel };
  }
}
