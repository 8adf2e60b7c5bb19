import { type Answer, type Call, type Entry, type FaultKind, type History } from '../history';

/** A history as one writes it down: each line happens a tenth of a second after the one before. */
export class Planted {
  readonly #entries: Entry[] = [];
  readonly #said = new Map<string, number>();
  #now = 0;
  #faults = 0;

  get history(): History {
    return this.#entries;
  }

  wait(milliseconds: number): this {
    this.#now += milliseconds;
    return this;
  }

  enters(client: string, server: number): this {
    return this.#add({ type: 'entered', client, server });
  }

  creates(client: string, channel: string, answer: Answer = 'ok'): this {
    return this.#calls(client, { kind: 'create', channel }, answer);
  }

  joins(client: string, channel: string, answer: Answer = 'ok'): this {
    return this.#calls(client, { kind: 'join', channel }, answer);
  }

  lists(client: string, ...names: string[]): this {
    return this.#calls(client, { kind: 'list' }, 'ok', names);
  }

  asks(client: string, call: Call): this {
    return this.#add({ type: 'called', client, call });
  }

  isAnswered(client: string, answer: Answer, names?: readonly string[]): this {
    return this.#add({ type: 'answered', client, answer, ...(names && { names }) });
  }

  /** It says something, which these hear. */
  says(client: string, channel: string, ...hearers: string[]): this {
    const number = this.#said.get(client) ?? 0;
    this.#said.set(client, number + 1);
    this.#add({ type: 'said', client, channel, number });
    for (const hearer of hearers) this.hears(hearer, client, channel, number);
    return this;
  }

  hears(client: string, from: string, channel: string, number: number): this {
    return this.#add({ type: 'heard', client, from, channel, number });
  }

  gets(client: string, text: string): this {
    return this.#add({ type: 'odd', client, text });
  }

  /** These are told that somebody has joined, or left. */
  tells(type: 'joined' | 'left', who: string, ...clients: string[]): this {
    for (const client of clients) this.#add({ type, client, who });
    return this;
  }

  ends(client: string, how: 'by itself' | 'by others' = 'by itself'): this {
    return this.#add({ type: 'ended', client, how });
  }

  befalls(kind: FaultKind, ...servers: number[]): this {
    return this.#add({ type: 'fault began', fault: this.#faults, kind, servers });
  }

  passes(): this {
    return this.#add({ type: 'fault ended', fault: this.#faults++ });
  }

  calm(): this {
    return this.#add({ type: 'calm' });
  }

  #calls(client: string, call: Call, answer: Answer, names?: readonly string[]): this {
    return this.asks(client, call).isAnswered(client, answer, names);
  }

  #add(entry: Unstamped): this {
    this.#entries.push({ ...entry, at: this.#now });
    this.#now += 100;
    return this;
  }
}

type Unstamped = Entry extends infer Each ? (Each extends Entry ? Omit<Each, 'at'> : never) : never;
