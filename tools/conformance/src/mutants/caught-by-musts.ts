/** A program that is wrong in one sentence of the assignment, as the kit judges it. */
export interface Judgement {
  /** Ids of the `must` checks that it fails, its habits forgiven, parted by spaces. */
  readonly fails: string;
  /** How the first finding begins: a cause, or the check that is about that sentence. */
  readonly root: string;
}

export const wrongSentencesOfServers: Readonly<Record<string, Judgement>> = {
  'misspells-the-error-outside-a-channel': {
    fails: 'S-17.1',
    root: 'the server has other words for SERVER_CLIENT_NOT_IN_CHANNEL',
  },
  'misspells-the-error-of-a-bare-join': {
    fails: 'S-10.3',
    root: 'the server has other words for SERVER_JOIN_REQUIRES_ARGUMENT',
  },
  'misspells-the-error-of-a-bare-create': {
    fails: 'S-10.2',
    root: 'the server has other words for SERVER_CREATE_REQUIRES_ARGUMENT',
  },
  'misspells-the-error-of-a-wrong-join': {
    fails: 'S-10.9',
    root: 'the server has other words for SERVER_NO_CHANNEL_EXISTS',
  },
  'misspells-the-error-of-a-second-create': {
    fails: 'S-10.10',
    root: 'the server has other words for SERVER_CHANNEL_EXISTS',
  },
  'does-not-fill-in-the-error-of-a-second-create': {
    fails: 'S-10.10',
    root: 'the server does not fill in {0} of SERVER_CHANNEL_EXISTS',
  },
  'misspells-the-error-of-a-wrong-command': {
    fails: 'S-12.1',
    root: 'the server has other words for SERVER_INVALID_CONTROL_MESSAGE',
  },
  'misspells-that-somebody-joins': {
    fails: 'S-14.1',
    root: 'the server has other words for SERVER_CLIENT_JOINED_CHANNEL',
  },
  'misspells-that-somebody-leaves': {
    fails: 'S-14.9',
    root: 'the server has other words for SERVER_CLIENT_LEFT_CHANNEL',
  },
  'writes-a-name-without-brackets': {
    fails: 'S-16.1',
    root: 'the server has other words for a message',
  },
  'pads-with-zero-bytes': {
    fails: 'S-1.1',
    root: 'the messages of the server are padded with zero bytes, and not with spaces',
  },
  'ends-every-message-with-a-zero-byte': {
    fails: 'S-1.1 S-1.2',
    root: 'every message of the server has a zero byte for its last byte',
  },
  'pads-with-what-is-in-its-memory': {
    fails: 'S-1.1',
    root: 'the messages of the server are filled up with a zero byte',
  },
  'does-not-pad': {
    fails: 'S-1.1',
    root: 'the messages of the server are not padded to 200 bytes',
  },
  'pads-to-256-bytes': {
    fails: 'S-1.1',
    root: 'every message of the server is 256 bytes long, and not 200',
  },
  'writes-the-time-before-every-text': {
    fails: 'S-1.2 S-10.2 S-10.3 S-10.9 S-10.10 S-12.1 S-14.1 S-14.9 S-16.1 S-17.1',
    root: 'the server writes "12:00 " before every text',
  },
  'keeps-the-padding-of-a-name': {
    fails: 'S-1.2 S-3.8',
    root: 'the server keeps the padding of what it receives',
  },
  'keeps-the-padding-of-a-channel': {
    fails: 'S-3.8',
    root: 'the server keeps the padding of what it receives',
  },
  'cuts-names-at-16-bytes': { fails: 'S-7.1', root: 'S-7.1: ' },
  'loses-what-comes-with-the-name': {
    fails: 'S-2.6',
    root: 'your server takes what the first `recv` brings for the name.',
  },
  'takes-what-the-first-read-brings-for-the-name': {
    fails: 'S-2.1 S-2.2 S-2.6',
    root: 'your server takes what the first `recv` brings for the name.',
  },
  'takes-what-a-read-brings-for-one-message': {
    fails: 'S-2.1 S-2.2 S-2.3 S-2.4 S-2.5 S-2.6 S-2.7 S-2.8 S-14.7',
    root: 'your server handles one `recv` as one message.',
  },
  'takes-a-slash-anywhere-for-a-command': { fails: 'S-8.1', root: 'S-8.1: ' },
  'tells-the-first-of-the-others-alone': {
    fails: 'S-14.1 S-14.3 S-14.9 S-14.8 S-16.1 S-16.3 S-18.1',
    root: 'S-16.1: ',
  },
  'tells-all-channels': { fails: 'S-14.2 S-14.4 S-14.7 S-14.8 S-16.3', root: 'S-16.3: ' },
  'tells-the-speaker-too': {
    fails: 'S-9.3',
    root: 'your server sends to everybody in the channel.',
  },
  'separates-channels-by-commas': { fails: 'S-11.2 S-11.8', root: 'S-11.2: ' },
  'lists-nothing-to-whoever-is-in-no-channel': { fails: 'S-11.7', root: 'S-11.7: ' },
  'lists-what-there-was-at-the-first-list': { fails: 'S-11.8', root: 'S-11.8: ' },
  'creates-what-cannot-be-joined': { fails: 'S-13.6', root: 'S-13.6: ' },
  'creates-at-a-join': { fails: 'S-10.9 S-13.1 S-13.6 S-13.10 S-13.4', root: 'S-10.9: ' },
  'leaves-before-a-join-that-fails': {
    fails: 'S-13.1 S-13.8',
    root: 'your server leaves the old channel first',
  },
  'does-not-say-who-joins': { fails: 'S-14.1', root: 'S-14.1: ' },
  'does-not-say-who-left-by-a-join': { fails: 'S-14.9', root: 'S-14.9: ' },
  'does-not-say-who-left-by-a-create': { fails: 'S-14.3', root: 'S-14.3: ' },
  'stays-in-the-old-channel-at-a-join': {
    fails: 'S-14.8',
    root: 'your server leaves whoever joins a channel in the old one too.',
  },
  'stays-in-the-old-channel-at-a-create': {
    fails: 'S-14.4',
    root: 'your server leaves whoever creates a channel in the old one too.',
  },
  'adds-to-a-new-channel-and-takes-out-of-none': {
    fails: 'S-14.3 S-14.4',
    root: 'your server leaves whoever creates a channel in the old one too.',
  },
  'does-not-say-who-disconnects': { fails: 'S-18.1', root: 'S-18.1: ' },
  'goes-on-sending-to-who-has-disconnected-and-stops': { fails: 'S-18.11', root: 'S-18.11: ' },
  'leaves-the-channel-after-a-wrong-command': { fails: 'S-13.3', root: 'S-13.3: ' },
  'leaves-at-a-join-of-nothing': {
    fails: 'S-13.8',
    root: 'your server leaves the old channel first',
  },
  'leaves-at-a-create-of-nothing': {
    fails: 'S-13.9',
    root: 'your server leaves the old channel first',
  },
  'crashes-at-a-join-of-nothing': {
    fails: 'S-10.3 S-13.8 S-13.10 S-13.11',
    root: 'the program crashes',
  },
  'hangs-up-at-a-join-of-nothing': {
    fails: 'S-10.3 S-13.8 S-13.10 S-13.11',
    root: 'S-10.3: ',
  },
  'does-not-answer-a-create-that-fails-in-a-channel': { fails: 'S-13.10', root: 'S-13.10: ' },
  'relays-a-wrong-command-too': { fails: 'S-13.11', root: 'S-13.11: ' },
  'keeps-the-padding-of-a-wrong-command': {
    fails: 'S-12.1',
    root: 'the server keeps the padding of what it receives',
  },
  'joins-what-exists-at-a-create': { fails: 'S-13.4', root: 'S-13.4: ' },
  'does-not-enter-what-it-creates': {
    fails: 'S-14.10 S-14.4 S-16.3',
    root: 'whoever creates a channel is not in it',
  },
};

export const wrongSentencesOfClients: Readonly<Record<string, Judgement>> = {
  'does-not-pad-its-name': {
    fails: 'C-1.1',
    root: 'the client does not pad its name to 200 bytes',
  },
  'does-not-pad-its-lines': {
    fails: 'C-1.2',
    root: 'the client does not pad what is typed to 200 bytes',
  },
  'pads-with-zero-bytes': {
    fails: 'C-1.1 C-1.2',
    root: 'the messages of the client are padded with zero bytes',
  },
  'ends-every-message-with-a-newline': {
    fails: 'C-1.1 C-1.2',
    root: 'every message of the client has a newline for its last byte',
  },
  'knows-addresses-alone': { fails: 'C-21.3', root: 'C-21.3: ' },
  'begins-without-a-prompt': { fails: 'C-21.9', root: 'C-21.9: ' },
  'does-not-prompt-after-a-line': { fails: 'C-22.6', root: 'C-22.6: ' },
  'does-not-prompt-after-a-message': { fails: 'C-22.9', root: 'C-22.9: ' },
  'does-not-wipe-its-prompt': {
    fails: 'C-22.1',
    root: 'your client leaves its prompt where it is',
  },
  'prints-a-message-below-its-prompt': {
    fails: 'C-22.1',
    root: 'your client leaves its prompt where it is',
  },
  'does-not-send-its-name': {
    fails: 'C-1.1 C-21.3',
    root: 'the client does not send its name',
  },
  'keeps-the-padding': { fails: 'C-3.1', root: 'C-3.1: ' },
  'keeps-commands-to-itself': { fails: 'C-23.1', root: 'C-23.1: ' },
  'cuts-lines-at-100-bytes': { fails: 'C-1.3', root: 'C-1.3: ' },
  'reads-its-input-only-when-the-server-has-spoken': {
    fails: 'C-21.8 C-1.2 C-1.3 C-22.6 C-23.1',
    root: 'your client waits for a line of input before it looks at the server.',
  },
  'misspells-that-it-cannot-connect': {
    fails: 'C-24.1',
    root: 'your client has other words for it than the course.',
  },
  'misspells-that-the-server-is-gone': {
    fails: 'C-24.13',
    root: 'your client has other words for it than the course.',
  },
};
