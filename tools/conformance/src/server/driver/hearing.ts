import { type Peer } from './peer';
import { said } from './wording';

/**
 * Passes when nothing that a speaker caused comes to a listener any more: what it says next is what the other
 * hears next. A reply of the listener's own server would tell nothing of what is on its way from another.
 */
export async function hearsNoMoreOf(speaker: Peer, listener: Peer): Promise<void> {
  speaker.say('that was all');
  await listener.receives(said(speaker.label, 'that was all'));
}

/** Passes when each hears the other, and nothing else. */
export async function hearEachOther(alice: Peer, bob: Peer): Promise<void> {
  alice.say('hello');
  await bob.receives(said(alice.label, 'hello'));
  bob.say('hello');
  await alice.receives(said(bob.label, 'hello'));
}
