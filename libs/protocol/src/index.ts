export { commandSchema, type Command } from './command';
export { parseCommand, type InvalidCommand } from './commands';
export { parseDelivery } from './delivery';
export type {
  Delivery,
  Joined,
  Left,
  Listing,
  Message,
  Notice,
  Refused,
  Refusal,
} from './delivery';
export { ProtocolError, type ProtocolErrorCode } from './errors';
export { isCommand } from './is-command';
export { encodeLine, encodeMessage, messageRoom } from './line';
export { encodeListing } from './listing';
export { MAX_NAME_SIZE } from './name-size';
export { channelNameSchema, nameSchema, parseName } from './names';
export type { NameFrame } from './names';
export { trimChannelName } from './outer-space';
export * from './strings';
