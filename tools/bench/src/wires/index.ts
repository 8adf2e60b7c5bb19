import { chat } from './chat';
import { irc } from './irc';
import { mqtt } from './mqtt';
import { nats } from './nats';
import { redis } from './redis';
import { socketIo } from './socket-io';
import { websocket } from './websocket';
import { websocketChat } from './websocket-chat';
import { type Wire } from './wire';

export const wires = {
  chat,
  irc,
  mqtt,
  nats,
  redis,
  socketIo,
  websocket,
  websocketChat,
} satisfies Record<string, Wire>;

export type WireName = keyof typeof wires;

export { type Speaker, type Step, type Unwrap, type Wire } from './wire';
