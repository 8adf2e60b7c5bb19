/** Ids or globs of checks, parted by spaces. */
export type CaughtBy =
  | string
  | {
      readonly always: string;
      /** They catch it or not, as TCP happens to cut the stream, or the machine to be busy. */
      readonly perhaps: string;
    };

/** The checks that catch each wrong server, and no others do. */
export const wrongServers: Readonly<Record<string, CaughtBy>> = {
  // Framing.
  'takes-the-end-of-a-read-for-a-frame': {
    always: 'S-2.1 S-2.2 S-2.3 S-2.4 S-2.7 S-2.8 S-2.9 S-2.10 S-5.1 S-5.2 S-18.3 S-18.5',
    perhaps: 'S-6.13 S-9.2 S-19.1 S-19.4 S-20.2 S-20.4 S-27.13 S-29.*',
  },
  'handles-eight-frames-of-a-read-at-most': {
    always: 'S-2.5 S-6.9 S-6.13 S-11.4 S-11.5 S-12.4 S-12.7 S-14.11 S-18.5 S-19.5 S-20.2 S-20.4',
    perhaps: 'S-9.2 S-14.7 S-19.1 S-19.2 S-19.4 S-27.13 S-29.*',
  },
  'mixes-the-pieces-of-two-connections': {
    always: 'S-2.8 S-2.9 S-2.10 S-5.1 S-5.2 S-5.3 S-7.10 S-18.3 S-18.7 S-29.2 S-29.12 S-29.13',
    perhaps: 'S-7.11 S-9.2 S-18.5 S-19.1 S-19.4 S-20.2 S-20.4 S-29.*',
  },
  'handles-half-a-frame-at-the-end': 'S-5.1 S-5.2 S-29.12',
  'cuts-long-texts-off': 'S-4.3 S-6.1 S-6.3 S-6.4 S-6.5 S-6.6 S-6.7 S-6.8 S-6.12',
  'sends-over-long-frames': 'S-4.3 S-6.1 S-6.3 S-6.4 S-6.5 S-6.6 S-6.7 S-6.8 S-6.12',
  'cuts-inside-a-character': 'S-6.4 S-6.7',
  'makes-two-frames-of-200-bytes':
    'S-1.2 S-4.3 S-6.1 S-6.2 S-6.3 S-6.4 S-6.5 S-6.6 S-6.7 S-6.8 S-6.12',
  'names-only-the-first-frame-of-a-message': 'S-4.3 S-6.1 S-6.3 S-6.4 S-6.5 S-6.6 S-6.12',
  'cuts-lists-anywhere': 'S-6.9 S-6.11 S-6.13',
  'lets-others-speak-within-a-list': { always: 'S-6.9 S-6.11', perhaps: 'S-6.13' },

  // The bytes inside a frame.
  'keeps-the-newline': 'S-3.3 S-3.4 S-3.6',
  'strips-leading-spaces': 'S-3.5 S-7.3 S-8.2',
  'strips-all-kinds-of-white-space': 'S-3.7 S-10.13 S-12.10',
  'decodes-and-encodes-again': 'S-4.1 S-4.3 S-4.4 S-4.5 S-4.6',
  'relays-newlines': 'S-4.7 S-4.9',

  // Names, and what one hears of oneself.
  'refuses-a-name-that-somebody-has': 'S-7.6',
  'counts-the-characters-of-a-name': 'S-7.7',
  'knows-no-control-characters-but-those-of-ascii-and-latin-1': 'S-7.13 S-12.9',
  'takes-names-that-nobody-can-see': 'S-7.14 S-12.10',
  'takes-joiners-for-control-characters': 'S-7.15',
  'handles-a-command-before-the-name': 'S-7.4',
  'closes-without-saying-why': 'S-7.7 S-7.8 S-7.9 S-7.10 S-7.11 S-7.13 S-7.14',
  'greets-newcomers':
    'S-3.4 S-4.5 S-4.6 S-6.9 S-6.10 S-6.11 S-7.16 S-9.1 S-10.11 S-11.3 S-11.6 S-12.2 S-12.5 S-14.6 S-15.2 S-17.2 S-18.9 S-19.2 S-19.5 S-20.1 S-20.3 S-20.4 S-29.11',
  'finds-commands-behind-spaces': 'S-8.2',
  'echoes-to-the-speaker':
    'S-3.4 S-5.1 S-7.6 S-8.2 S-9.1 S-9.3 S-13.5 S-13.7 S-14.5 S-14.11 S-15.1 S-15.2 S-18.5 S-18.9 S-19.2 S-19.3 S-19.4 S-20.2 S-20.3 S-27.13 S-29.1 S-29.2 S-29.3 S-29.4 S-29.5 S-29.6 S-29.7 S-29.8 S-29.11 S-29.12',
  'tells-a-member-of-its-own-join':
    'S-3.4 S-9.1 S-9.4 S-14.5 S-14.6 S-14.11 S-15.1 S-15.2 S-18.9 S-19.2 S-20.3 S-29.12',

  // Commands.
  'matches-commands-by-prefix': 'S-12.2 S-12.6 S-13.7',
  'matches-commands-in-any-case': 'S-12.2 S-13.7',
  'takes-one-word-for-the-channel': 'S-6.9 S-6.13 S-10.4 S-11.4 S-29.11 S-29.12',
  'names-the-whole-line-in-the-error': 'S-12.2 S-12.3 S-12.4 S-12.11',
  'knows-one-command-more': 'S-12.7',
  'fills-in-by-patterns': 'S-10.11 S-12.4',
  'lists-in-the-order-of-creation': 'S-11.4 S-11.5 S-19.2',
  'sorts-by-utf-16': 'S-11.5',
  'does-not-answer-an-empty-list': 'S-11.3',

  // Channels.
  'leaves-before-a-join-that-fails': 'S-13.1 S-13.5 S-13.7',
  'leaves-before-a-create-that-fails': 'S-13.2 S-13.7',
  'is-silent-when-a-member-joins-its-own-channel': 'S-14.5 S-14.11',
  'announces-the-join-before-the-leave': 'S-14.5 S-14.11',
  'goes-on-telling-the-old-channel': 'S-14.8',
  'announces-twice':
    'S-2.9 S-5.1 S-5.2 S-7.2 S-7.3 S-7.4 S-7.5 S-7.6 S-7.15 S-14.5 S-14.11 S-15.2 S-18.2 S-18.3 S-18.4 S-18.5 S-18.6 S-18.9 S-18.10 S-19.2 S-20.2 S-20.3 S-29.12',
  'drops-empty-channels':
    'S-3.4 S-4.6 S-6.9 S-6.10 S-6.11 S-6.13 S-10.8 S-11.4 S-11.5 S-15.1 S-15.2',
  'repeats-the-last-message-to-newcomers': {
    always: 'S-14.6 S-14.11 S-20.3',
    perhaps: 'S-29.12',
  },
  'relays-to-all-channels':
    'S-9.1 S-14.2 S-14.4 S-14.7 S-14.8 S-14.11 S-16.3 S-19.2 S-29.4 S-29.6 S-29.8 S-29.12',
  'drops-blank-messages': 'S-3.6 S-16.2',
  'ignores-messages-outside-a-channel': 'S-12.5 S-13.4 S-17.1 S-17.2 S-19.2 S-19.5 S-20.1 S-20.4',

  // Departures, and order.
  'forgets-who-resets': 'S-18.2 S-18.3 S-18.5 S-18.6 S-18.9 S-29.12',
  'crashes-on-a-reset': {
    always: 'S-18.2 S-18.3 S-18.5 S-18.6 S-18.7 S-18.8 S-18.9 S-29.3 S-29.12',
    perhaps: 'S-27.9',
  },
  'announces-a-reset-twice': 'S-18.2 S-18.3 S-18.5 S-18.6 S-18.9 S-29.12',
  'announces-who-was-in-no-channel': 'S-18.7 S-29.3',
  'keeps-the-half-frame-of-a-dead-connection': 'S-18.7',
  'does-not-close-after-the-end':
    'S-5.1 S-5.2 S-5.3 S-15.2 S-18.7 S-18.10 S-20.1 S-20.2 S-20.3 S-20.4 S-29.12',
  'drops-what-it-has-not-handled-yet-at-the-end': {
    always: 'S-20.3',
    perhaps: 'S-2.2 S-4.4 S-5.1 S-7.* S-18.* S-20.1 S-20.2 S-20.4 S-27.9 S-29.12',
  },
  'closes-though-replies-are-waiting': 'S-20.4',
  'replies-later-than-it-relays': {
    always: 'S-3.4 S-6.11 S-12.5 S-15.1 S-15.2 S-19.5',
    perhaps: 'S-4.6 S-6.9 S-29.12',
  },

  // The program, and what nobody may do to the others.
  'waits-for-the-name-before-it-takes-another': 'S-29.13',
  'waits-for-whoever-does-not-read': {
    always: 'S-20.4 S-27.13 S-29.8 S-29.9 S-29.10 S-29.11',
    perhaps: 'S-29.12',
  },
  'listens-on-ipv4-only': 'S-27.2',
  'listens-on-the-loopback-only': 'S-27.2 S-27.16',
  'shows-a-stack-trace': 'S-27.3 S-27.4 S-27.6 S-27.7 S-27.8',
  'takes-a-port-of-digits-and-letters': 'S-27.6',
  'prints-what-happens': 'S-27.9',
  'dies-of-signals': 'S-27.10 S-27.11 S-27.12 S-27.13',
  'listens-late': 'S-28.1',
};

/** The checks that catch each wrong client, and no others do. */
export const wrongClients: Readonly<Record<string, CaughtBy>> = {
  // The command line and the connection.
  'prints-the-prompt-before-it-is-connected': 'C-21.6 C-24.2 C-24.3 C-24.4 C-24.5 C-24.18',
  'sends-one-word-of-its-name': 'C-21.1',
  'reads-the-server-only-when-a-line-was-typed':
    'C-2.1 C-2.2 C-2.3 C-2.4 C-2.5 C-2.7 C-2.8 C-2.9 C-3.1 C-3.2 C-3.3 C-3.4 C-3.5 C-3.6 C-4.1 C-4.2 C-5.1 C-5.2 C-21.5 C-21.7 C-22.1 C-22.2 C-22.3 C-22.4 C-22.5 C-22.9 C-22.10 C-22.11 C-22.13 C-24.16 C-24.20',
  'prints-the-address-for-the-host': 'C-24.2 C-24.15',
  'shows-a-stack-trace-when-it-cannot-connect': 'C-24.1 C-24.2 C-24.3 C-24.4 C-24.5 C-24.18',
  'waits-for-ever-for-a-connection': 'C-24.5',
  'exits-with-0-when-the-server-is-gone':
    'C-5.1 C-5.2 C-23.13 C-24.14 C-24.15 C-24.17 C-24.19 C-24.20',
  'notices-only-at-the-next-line-that-the-server-is-gone':
    'C-5.1 C-5.2 C-23.13 C-24.13 C-24.14 C-24.15 C-24.17 C-24.19 C-24.20',
  'crashes-on-a-reset': { always: 'C-23.13 C-24.14 C-24.17', perhaps: 'C-5.2' },
  'exits-with-1-on-wrong-usage': 'C-24.6 C-24.7 C-24.8 C-24.9 C-24.10',

  // What it prints.
  'prints-the-pieces-of-a-frame': 'C-2.1 C-2.3 C-2.4 C-2.6 C-2.7 C-2.8 C-2.10 C-5.1 C-5.2',
  'prints-what-came-together-as-one-message':
    'C-2.2 C-2.4 C-2.5 C-2.7 C-2.8 C-2.10 C-3.5 C-22.3 C-24.20',
  'prints-half-a-frame-when-the-server-is-gone': 'C-5.1 C-5.2',
  'loses-the-last-message-when-the-server-is-gone': 'C-24.16 C-24.20',
  'strips-leading-spaces': 'C-3.6',
  'keeps-the-newline': 'C-3.2 C-3.3',
  'decodes-what-it-prints': 'C-2.5 C-4.1',
  'prints-by-a-format': 'C-22.4',
  'leaves-of-its-prompt-what-is-longer-than-a-message':
    'C-2.5 C-2.7 C-2.8 C-2.10 C-3.2 C-3.3 C-3.5 C-3.6 C-4.1 C-4.2 C-5.1 C-5.2 C-21.5 C-22.3 C-22.8 C-22.10 C-22.11 C-22.13 C-23.13 C-24.14 C-24.15 C-24.17 C-24.19 C-24.20 C-25.4',
  'prompts-before-each-line-of-a-list': 'C-22.11 C-25.4',
  'forgets-the-prompt-after-a-blank-frame': 'C-2.7 C-22.3',
  'runs-on-when-nobody-reads-what-it-prints': 'C-22.5',

  // What it sends.
  'sends-the-newline-of-a-line':
    'C-1.4 C-1.5 C-2.5 C-2.6 C-2.7 C-2.9 C-2.10 C-6.1 C-6.2 C-6.3 C-6.5 C-8.1 C-21.4 C-22.7 C-22.8 C-22.12 C-23.2 C-23.3 C-23.4 C-23.5 C-23.6 C-23.7 C-23.10 C-23.11 C-23.12 C-23.14 C-24.17 C-25.1 C-25.2 C-25.4 C-25.5 C-25.9 C-25.10',
  'sends-a-carriage-return': 'C-23.3',
  'decodes-each-read-of-its-input': 'C-23.5',
  'takes-each-read-of-its-input-for-a-line': 'C-23.5 C-25.9',
  'does-not-send-empty-lines': 'C-22.12 C-23.2',
  'prompts-once-for-each-frame': 'C-22.8',
  'cuts-long-lines-off': 'C-6.1 C-6.2 C-6.3 C-6.4 C-6.5 C-22.8 C-23.8 C-23.9 C-23.13',
  'sends-over-long-frames': 'C-6.1 C-6.2 C-6.3 C-6.5 C-22.8 C-23.8 C-23.9',
  'cuts-inside-a-character': 'C-6.2 C-6.3',
  'lets-a-long-message-become-a-command': 'C-23.8 C-23.9',
  'sends-long-commands-in-frames': 'C-23.6',
  'leaves-on-quit': 'C-23.12',

  // The end of its input.
  'runs-on-at-the-end-of-its-input':
    'C-23.10 C-25.1 C-25.2 C-25.3 C-25.4 C-25.5 C-25.6 C-25.7 C-25.8 C-25.9 C-25.10',
  'sends-blank-frames-at-the-end-of-its-input':
    'C-23.10 C-25.1 C-25.2 C-25.3 C-25.4 C-25.5 C-25.6 C-25.7 C-25.8 C-25.9 C-25.10',
  'exits-at-once-at-the-end-of-its-input': 'C-25.4 C-25.5 C-25.10',
  'does-not-half-close': { always: 'C-25.4 C-25.10', perhaps: 'C-25.5 C-25.7' },
  'drops-a-last-line-without-newline': 'C-25.2',
  'waits-for-ever-for-the-server-to-close': 'C-25.3 C-25.5 C-25.8',
};
