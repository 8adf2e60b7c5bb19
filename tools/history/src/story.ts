import { type Answer, type Call, type FaultKind, type History } from './history';

/** A call, and what came of it. */
export interface Asked {
  readonly teller: Teller;
  readonly call: Call;
  readonly at: number;
  /** Infinite if no answer ever came. */
  answeredAt: number;
  answer: Answer | undefined;
  names: readonly string[];
}

/** A time that a client spent in one channel. */
export interface Stay {
  readonly teller: Teller;
  readonly channel: string;
  /** When it asked for the channel, and from when on it was in it for certain. */
  readonly asked: number;
  readonly entered: number;
  /** Until when it was in it for certain, and from when on it was not. */
  leaving: number;
  left: number;
  /** `moved` and `ended` are its own doing. */
  how: 'moved' | 'ended' | 'lost' | 'here';
  /** What it heard while it could only be there. */
  readonly heard: Heard[];
  readonly notices: readonly Notice[];
}

export interface Said {
  readonly teller: Teller;
  readonly channel: string;
  readonly number: number;
  readonly at: number;
}

interface Heard {
  readonly at: number;
  readonly from: string;
  readonly channel: string;
  readonly number: number;
  /** The channels that the hearer may have been in. */
  readonly places: readonly string[];
}

/** That somebody has joined or left. */
interface Notice {
  readonly at: number;
  readonly type: 'joined' | 'left';
  readonly who: string;
}

/** A frame that should not have come. */
interface Odd {
  readonly at: number;
  readonly text: string;
}

interface Teller {
  readonly name: string;
  readonly server: number;
  readonly asked: Asked[];
  readonly stays: Stay[];
  readonly heard: Heard[];
  readonly odd: Odd[];
  readonly end: { at: number; how: 'by itself' | 'by others' } | undefined;
}

export interface Fault {
  readonly kind: FaultKind;
  readonly servers: readonly number[];
  readonly from: number;
  /** Infinite if it never ended. */
  until: number;
}

/** A history as the checks read it: by client, by call and by stay. */
export interface Story {
  readonly tellers: ReadonlyMap<string, Teller>;
  readonly asked: readonly Asked[];
  readonly stays: readonly Stay[];
  readonly said: readonly Said[];
  readonly faults: readonly Fault[];
  /** When all had been quiet for long; infinite if it never was. */
  readonly calm: number;
}

/** One that goes on, and grows. */
interface OpenStay extends Stay {
  readonly notices: Notice[];
}

type Mutable<T> = { -readonly [Key in keyof T]: T[Key] };

/** Reads a history. Whoever is in it, and what they knew of where they were, comes of nothing else. */
export function storyOf(history: History): Story {
  const tellers = new Map<string, Mutable<Teller>>();
  const waiting = new Map<string, Asked>();
  const here = new Map<string, OpenStay>();
  const faults = new Map<number, Fault>();
  const asked: Asked[] = [];
  const stays: Stay[] = [];
  const said: Said[] = [];
  let calm = Infinity;

  const tellerOf = (name: string): Mutable<Teller> => {
    const teller = tellers.get(name);
    if (teller === undefined) throw new Error(`${name} has not entered`);
    return teller;
  };

  const leave = (client: string, how: Stay['how'], leaving: number, left: number): void => {
    const stay = here.get(client);
    if (stay === undefined) return;
    here.delete(client);
    const notices = stay.notices.filter(({ at }) => at <= leaving);
    Object.assign(stay, { how, leaving, left, notices });
  };

  for (const entry of history) {
    switch (entry.type) {
      case 'entered': {
        const { client: name, server } = entry;
        tellers.set(name, {
          name,
          server,
          asked: [],
          stays: [],
          heard: [],
          odd: [],
          end: undefined,
        });
        break;
      }
      case 'called': {
        const teller = tellerOf(entry.client);
        const call: Asked = {
          teller,
          call: entry.call,
          at: entry.at,
          answeredAt: Infinity,
          answer: undefined,
          names: [],
        };
        teller.asked.push(call);
        asked.push(call);
        waiting.set(entry.client, call);
        break;
      }
      case 'answered': {
        const call = waiting.get(entry.client);
        if (call === undefined) throw new Error(`${entry.client} has asked for nothing`);
        waiting.delete(entry.client);
        Object.assign(call, {
          answeredAt: entry.at,
          answer: entry.answer,
          names: entry.names ?? [],
        });
        if (entry.answer !== 'ok' || call.call.kind === 'list') break;
        leave(entry.client, 'moved', call.at, entry.at);
        const stay: OpenStay = {
          teller: call.teller,
          channel: call.call.channel,
          asked: call.at,
          entered: entry.at,
          leaving: Infinity,
          left: Infinity,
          how: 'here',
          heard: [],
          notices: [],
        };
        here.set(entry.client, stay);
        call.teller.stays.push(stay);
        stays.push(stay);
        break;
      }
      case 'said':
        said.push({ ...entry, teller: tellerOf(entry.client) });
        break;
      case 'heard': {
        const stay = here.get(entry.client);
        const moving = moveOf(waiting.get(entry.client));
        const places = [stay?.channel, moving].filter((place) => place !== undefined);
        const heard = { ...entry, places };
        tellerOf(entry.client).heard.push(heard);
        if (stay?.channel === entry.channel) stay.heard.push(heard);
        break;
      }
      case 'joined':
      case 'left':
        // While a move is not answered, nobody can tell of which channel a notice is. If it is refused,
        // it was of this one.
        here.get(entry.client)?.notices.push({ at: entry.at, type: entry.type, who: entry.who });
        break;
      case 'odd':
        tellerOf(entry.client).odd.push(entry);
        break;
      case 'ended': {
        tellerOf(entry.client).end = entry;
        const leaving = Math.min(entry.at, waiting.get(entry.client)?.at ?? Infinity);
        leave(entry.client, entry.how === 'by itself' ? 'ended' : 'lost', leaving, entry.at);
        break;
      }
      case 'fault began':
        faults.set(entry.fault, {
          kind: entry.kind,
          servers: entry.servers,
          from: entry.at,
          until: Infinity,
        });
        break;
      case 'fault ended': {
        const fault = faults.get(entry.fault);
        if (fault !== undefined) fault.until = entry.at;
        break;
      }
      case 'calm':
        calm = entry.at;
        break;
    }
  }
  return { tellers, asked, stays, said, faults: [...faults.values()], calm };
}

/** The channel that a call may already have brought its client into. */
function moveOf(asked: Asked | undefined): string | undefined {
  return asked === undefined || asked.call.kind === 'list' ? undefined : asked.call.channel;
}
