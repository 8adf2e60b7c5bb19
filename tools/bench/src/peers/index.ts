import { chat, chatTls, chatWebSocket } from './chat';
import { inspircd, inspircdTls } from './inspircd';
import { limit } from './limit';
import { mosquitto } from './mosquitto';
import { naive } from './naive';
import { nats } from './nats';
import { ngircd, ngircdTls } from './ngircd';
import { type Peer } from './peer';
import { redis } from './redis';
import { socketIo } from './socket-io';
import { ws } from './ws';

/** What is measured in any case. */
export const own: readonly Peer[] = [chat, limit, naive];

/** What others have made, and what it costs to encrypt. */
export const peers: readonly Peer[] = [
  ...[redis, inspircd, ngircd, nats, mosquitto, ws, socketIo],
  ...[chatWebSocket, chatTls, inspircdTls, ngircdTls],
];

export { given } from './given';
export { find, needs, several, type Peer } from './peer';
