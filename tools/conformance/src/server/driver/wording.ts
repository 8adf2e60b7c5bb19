/** What a server replies and announces, byte for byte, apart from the libraries under test. */
export const JOIN_REQUIRES_ARGUMENT =
  '/join command must be followed by the name of a channel to join.';

export const CREATE_REQUIRES_ARGUMENT =
  '/create command must be followed by the name of a channel to create';

export const NOT_IN_CHANNEL =
  'Not currently in any channel. Must join a channel before sending messages.';

export function notACommand(word: string): string {
  return `${word} is not a valid control message. Valid messages are /create, /list, and /join.`;
}

export function noChannel(channel: string): string {
  return `No channel named ${channel} exists. Try '/create ${channel}'?`;
}

export function channelExists(channel: string): string {
  return `Room ${channel} already exists, so cannot be created.`;
}

export function hasJoined(name: string): string {
  return `${name} has joined`;
}

export function hasLeft(name: string): string {
  return `${name} has left`;
}

export function said(name: string, text: string): string {
  return `[${name}] ${text}`;
}

/** Whether a text tells of what others do. */
export function isNews(text: string): boolean {
  return /^\[[^\]\n]*\] |^[^\n]* has (?:joined|left)$/.test(text);
}
