import { frame } from '../../frame';
import { Patience } from '../../running/patience';
import { type RunningServer } from '../driver/running-server';
import { slowly } from '../driver/slowly';
import { hasLeft, said } from '../driver/wording';

/** What it takes, as a rule, until a server has read a piece, in milliseconds. */
export const PAUSE = 60;

export type Body = (server: RunningServer) => Promise<void>;

/** Alice says this in the lobby, and Bob hears that. */
export function relays(payload: string | Uint8Array, heard: string | Uint8Array): Body {
  return async (server) => {
    const [alice, bob] = await server.gather('lobby', 'Alice', 'Bob');
    alice.say(payload);
    await bob.receives(heard);
  };
}

/** Alice says two things in one piece, and Bob hears both. */
export const plainTalk: Body = async (server) => {
  const [alice, bob] = await server.gather('lobby', 'Alice', 'Bob');
  alice.say('hello', 'again');
  await bob.receives(said('Alice', 'hello'), said('Alice', 'again'));
};

/** The same, the other only when the one was heard. */
export const oneAfterTheOther: Body = async (server) => {
  const [alice, bob] = await server.gather('lobby', 'Alice', 'Bob');
  for (const text of ['hello', 'again']) {
    alice.write(frame(text));
    await bob.receives(said('Alice', text));
  }
};

/** Alice, in no channel, says this, and gets that. */
export function answers(payloads: string[], ...replies: string[]): Body {
  return async (server) => {
    const alice = await server.enter('Alice');
    alice.say(...payloads);
    await alice.receives(...replies);
  };
}

/** Bob says this in pieces, and Alice hears it. */
export function pieces(...parts: Uint8Array[]): Body {
  return async (server) => {
    const [alice, bob] = await server.gather('lobby', 'Alice', 'Bob');
    await slowly(bob, parts, Patience.current.timeToRead);
    await alice.receives(said('Bob', 'hello'), said('Bob', 'again'));
  };
}

/** Bob comes and says hello in these pieces, the first of his name, and Alice hears it. */
export function newcomer(...parts: Uint8Array[]): Body {
  return async (server) => {
    const [alice] = await server.gather('lobby', 'Alice');
    const bob = await server.connect();
    await slowly(bob, parts, Patience.current.timeToRead);
    await alice.hears(said('Bob', 'hello'));
  };
}

/** Bob goes in this way, and Alice hears it, and goes on. */
export function departs(go: 'leave' | 'reset'): Body {
  return async (server) => {
    const [alice, bob, carol] = await server.gather('lobby', 'Alice', 'Bob', 'Carol');
    bob[go]();
    await alice.receives(hasLeft('Bob'));
    await carol.receives(hasLeft('Bob'));
    alice.say('hello');
    await carol.receives(said('Alice', 'hello'));
  };
}

/** A command of somebody in a channel that is known to fail is answered by its error. */
export function failing(command: string, error: string): Body {
  return async (server) => {
    await server.gather('den', 'Carol');
    const [alice, bob] = await server.gather('lobby', 'Alice', 'Bob');
    alice.say('hello');
    await bob.receives(said('Alice', 'hello'));
    alice.say(command);
    await alice.hears(error);
  };
}

/** Bob has gone from the lobby by this command, and hears nothing of it any more. */
export function hearsNoMoreAfter(command: string): Body {
  return async (server) => {
    await server.gather('den', 'Dave');
    const [alice, bob, carol] = await server.gather('lobby', 'Alice', 'Bob', 'Carol');
    bob.say(command);
    await bob.heard();
    alice.say('without Bob');
    await carol.hears(said('Alice', 'without Bob'));
    await bob.hearsNothingOf('without Bob');
  };
}

/** What is said in the lobby is heard there, and not by somebody who was never in it. */
export const channelsAreApart: Body = async (server) => {
  const [dave] = await server.gather('den', 'Dave');
  const [alice, bob] = await server.gather('lobby', 'Alice', 'Bob');
  alice.say('hello');
  await bob.hears(said('Alice', 'hello'));
  await dave.hearsNothingOf('hello');
};
