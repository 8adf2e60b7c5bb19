import { type Peer } from './peer';
import type { RunningServer } from './running-server';
import { hasJoined, said } from './wording';

/**
 * Passes when nothing that a speaker caused comes to a listener any more: what it says next is what the other
 * hears next. A reply of the listener's own server would tell nothing of what is on its way from another.
 */
export async function hearsNoMoreOf(speaker: Peer, listener: Peer): Promise<void> {
  speaker.say('that was all');
  await listener.receives(said(speaker.label, 'that was all'));
}

/**
 * Passes when nothing more comes to listeners of a channel, even of somebody who is gone and can say nothing behind it.
 * Of several servers, each has a newcomer who does.
 */
export async function hearNoMore(
  server: RunningServer,
  channel: string,
  ...listeners: readonly Peer[]
): Promise<void> {
  for (const listener of listeners) await listener.fence();
  if (server.servers === 1) return;
  for (let count = 1; count <= server.servers; count++) {
    const newcomer = await server.connect(`Newcomer ${count}`);
    newcomer.say(`/join ${channel}`);
    for (const listener of listeners) await listener.receives(hasJoined(newcomer.label));
  }
}

/** Passes when each hears the other, and nothing else. */
export async function hearEachOther(alice: Peer, bob: Peer): Promise<void> {
  alice.say('hello');
  await bob.receives(said(alice.label, 'hello'));
  bob.say('hello');
  await alice.receives(said(bob.label, 'hello'));
}
