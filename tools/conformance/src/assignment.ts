/**
 * What the assignment of the course says, word for word: a check is a `must` for one of these sentences,
 * and for nothing else.
 */
export const ASSIGNMENT = {
  // The server.
  PORT: "The server should accept a single command line argument that's the port that the server should run on.",
  MANY: 'your server in this part of the assignment must allow many clients to be connected and sending messages concurrently.',
  NAME: "The first message that the server receives from the client should be used as the client's name.",
  JOIN: '/join <channel> should add the client to the given channel.',
  ONE_CHANNEL:
    'Clients can only be in one channel at a time, so if the client is already in a channel, this command should remove the client from that channel.',
  JOINED:
    'When a client is added to a channel, a message should be broadcasted to all existing members of the channel stating that the client has joined.',
  LEFT: 'if the client left a channel, a message should be broadcasted stating that the client left.',
  CREATE:
    '/create <channel> should create a new channel with the given name, and add the client to the given channel.',
  CREATE_MOVES: 'As with the /join call, the client should be removed from any existing channels.',
  LIST: '/list should send a message back to the client with the names of all current channels, separated by newlines.',
  CONTROL: 'control messages always begin with "/".',
  NORMAL: 'All messages that are not preceded by a / are considered normal messages.',
  RELAY:
    "These messages should be broadcasted to all other clients in the channel, preceded by the client's name in brackets (see the example below).",
  OTHER_CHANNELS: 'Messages should not be sent to client in different channels.',
  NO_CHANNEL:
    'If the client is not currently in a channel, the server should send an error message back to the client.',
  DISCONNECTED:
    "When a client disconnects, a message should be broadcasted to all members of the client's channel saying that the client disconnected.",

  // Both.
  FIXED_LENGTH:
    'use fixed length messages that have 200 characters for all messages (including messages from the server to the client).',
  PADDED:
    'If a message is shorter than 200 characters, you should pad the message with spaces (and the receiver should strip any spaces off of the end of the message).',
  LESS_OR_MORE:
    "Be sure that your code correctly handles the case where less than one message is available in the socket's buffer (so a recv call returns fewer than 200 characters of data) and the case where more than one message is available in the socket's buffer.",
  BUFFERED:
    'if a recv call returns only part of a message, your code should hold on to the part of the message until the remainder of the message is received, and then handle the complete message.',

  // Errors.
  INVALID:
    'Your server should handle cases where the client sends an invalid message by returning an appropriate error message to the client.',
  ARGUMENT:
    "if a client uses the /join command but doesn't provide the name of a channel to join, the server should send back an error message.",
  STRINGS: 'You are required to use the error messages defined in utils.py.',
  UNCHANGED:
    'When commands lead to an error, the command should not cause any changes at the server.',

  // The client.
  CALL: 'This command should connect to the server at the given address and port number, and then send a message with the name Scott.',
  LISTENS:
    'After being started, the client should listen for messages from the server and from stdin.',
  WHOLE:
    'The client should only write the message to stdout once all 200 characters have been received.',
  PRINTED:
    'Messages from the server should be printed to the command line (after being stripped of any spaces at the end)',
  SENT: 'messages from stdin should be sent to the server (after being padded with spaces, as needed).',
  PROMPT:
    'The client should print [Me] to each new line, to make it clear which messages in the history were typed by the client.',
  WIPED:
    'When the client gets a message from the server, it should write over the [Me] with the message from the server.',
} as const;
