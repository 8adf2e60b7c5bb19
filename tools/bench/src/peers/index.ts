import { chat } from './chat';
import { inspircd } from './inspircd';
import { mosquitto } from './mosquitto';
import { naive } from './naive';
import { nats } from './nats';
import { ngircd } from './ngircd';
import { type Peer } from './peer';
import { redis } from './redis';
import { socketIo } from './socket-io';
import { ws } from './ws';

/** What is measured in any case. */
export const own: readonly Peer[] = [chat, naive];

/** What others have made. */
export const peers: readonly Peer[] = [redis, inspircd, ngircd, nats, mosquitto, ws, socketIo];

export { given } from './given';
export { find, type Peer } from './peer';
