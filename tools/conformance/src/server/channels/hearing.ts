import { type Peer } from '../driver/peer';
import { said } from '../driver/wording';

/** Passes when each hears the other, and nothing else. */
export async function hearEachOther(alice: Peer, bob: Peer): Promise<void> {
  alice.say('hello');
  await bob.receives(said(alice.label, 'hello'));
  bob.say('hello');
  await alice.receives(said(bob.label, 'hello'));
}
