export { commandSchema, isCommand, parseCommand } from './commands';
export type { Command, InvalidCommand } from './commands';
export { ProtocolError, type ProtocolErrorCode } from './errors';
export { encodeLine } from './line';
export { encodeListing } from './listing';
export { channelNameSchema, MAX_NAME_SIZE, nameSchema, parseName } from './names';
export type { NameFrame } from './names';
export * from './strings';
