import { chat } from './chat';
import { naive } from './naive';
import { type Peer } from './peer';

/** What is measured in any case. */
export const own: readonly Peer[] = [chat, naive];

export { given } from './given';
export { type Peer } from './peer';
