/** What each rule of docs/protocol.md says, line by line: a report has to do without that document. */
const RULES: Readonly<Record<number, readonly string[]>> = {
  1: [
    'A frame is 200 bytes. Every message, in both directions, is its payload padded on the',
    'right with spaces (0x20) to exactly 200 bytes. Text is UTF-8, and every length is in bytes.',
  ],
  2: [
    'The stream is cut every 200 bytes, and nowhere else. TCP delivers bytes, not messages: a',
    'read may bring one byte, half a frame, or fifty frames and a half. A receiver keeps what is incomplete',
    'until the rest comes, for each connection apart and for the first frame too.',
  ],
  3: [
    'A receiver strips the padding: the trailing spaces, then one `\\n` or `\\r\\n` if there is one',
    '(many clients send the line they read along with its newline), then the spaces under that. Leading',
    'spaces belong to the payload.',
  ],
  4: [
    'Chat text is bytes. A server relays it byte for byte, whether or not it is UTF-8. Only NUL,',
    'CR and LF inside a text become spaces on the way, because on a simple client they would let one user',
    'forge the line of another. Names and channel names that are not UTF-8 also come out as the bytes that',
    'went in.',
  ],
  5: [
    'Half a frame at the end of a connection is dropped. The end itself is handled like any other',
    '(rule 18).',
  ],
  6: [
    'Nothing is truncated and nothing is over-long. A text that does not fit one frame is sent as',
    'several. Each is filled to the byte limit, but never cuts a UTF-8 character in two (bytes that are not',
    'UTF-8 may be cut anywhere). A client may cut earlier, before a space or a newline that would end the frame,',
    'since a receiver takes these for padding (rule 3). A relayed message repeats its `[name] ` on every frame, so',
    'the first frame is the one that a truncating server would have sent. A reply to `/list` is cut at newlines,',
    'the newline at the cut left out, and need not fill each frame: no name is torn, and nothing else comes',
    'between its frames.',
  ],
  7: [
    'The first frame is the name. A name is 1 to 64 bytes. It holds no control characters (Unicode',
    'category Cc), line or paragraph separators (Zl, Zp) or bidirectional controls (Bidi_Control), and something',
    'in it is visible: not only white space and Default_Ignorable characters. Emoji, with their joiners and',
    'variation selectors, are names. Leading and inner spaces are kept, and any first character is allowed, `/`',
    'included. Two members may have the same name: what tells them apart is their connection. To anything else',
    'the server answers with one frame that says what is wrong, and closes.',
  ],
  8: [
    'Every later frame is a command if its first byte is `/`, and a message if not. A leading',
    'space therefore makes a message of anything.',
  ],
  9: [
    'Success is silent. A member receives nothing for its own successful `/create`, `/join` or',
    'message: no echo, no acknowledgement, no notice of itself.',
  ],
  10: [
    "`/create <channel>` and `/join <channel>`. The channel's name is everything behind the",
    'command, without the white space (space, tab, CR, LF, vertical tab, form feed) around it; it may hold',
    'spaces inside. If nothing is left, the reply is `SERVER_CREATE_REQUIRES_ARGUMENT` or',
    '`SERVER_JOIN_REQUIRES_ARGUMENT`.',
  ],
  11: [
    '`/list` is answered with the names of all channels, sorted by code point and joined by',
    '`\\n`, with none at the end. Without any channel the answer is one blank frame, so every `/list` has an',
    'answer. Whatever follows the word is ignored.',
  ],
  12: [
    'Any other first word that begins with `/` is answered with `SERVER_INVALID_CONTROL_MESSAGE`,',
    '`{0}` being that word with its slash: for `/foo bar` it is `/foo`. So is a channel name with a character in',
    'it that no name may hold, or with nothing visible (rule 7), `{0}` being the command. More channels than the',
    "server's limit are answered with `SERVER_TOO_MANY_CHANNELS`, and nothing changes.",
  ],
  13: [
    'A command that fails changes nothing. The member stays where it is, and nobody else hears',
    'of it.',
  ],
  14: [
    'Moving is leaving, then joining. A successful `/create` or `/join` first takes the member',
    'out of its channel, whose other members receive `SERVER_CLIENT_LEFT_CHANNEL`; then the members of the',
    'new channel receive `SERVER_CLIENT_JOINED_CHANNEL`. Joining the channel one is already in does just the',
    'same.',
  ],
  15: [
    'Channels outlive their members. An empty channel is still listed, can be joined, and',
    'exists for `/create`. `/create` of a channel that exists is answered with `SERVER_CHANNEL_EXISTS`,',
    '`/join` of one that does not with `SERVER_NO_CHANNEL_EXISTS`.',
  ],
  16: [
    'A message goes to every other member of the channel as `[name] text`. A blank one arrives,',
    'its padding stripped, as `[name]`.',
  ],
  17: [
    'A message outside any channel, blank or not, is answered with',
    '`SERVER_CLIENT_NOT_IN_CHANNEL`.',
  ],
  18: [
    'A member that is gone has left. However its connection ends (closed, reset, in the middle',
    'of a frame, killed, cut off), the others in its channel receive `SERVER_CLIENT_LEFT_CHANNEL` exactly',
    'once. Nobody hears of the end of a connection that had no name yet or was in no channel.',
  ],
  19: [
    'Order is kept. The frames of one connection take effect in the order in which they were',
    'sent, and each member receives everything in the order in which the server produced it.',
  ],
  20: [
    'A client may half-close. When a client shuts down its sending side, every frame it sent is',
    'handled and every reply is delivered before the server closes.',
  ],
  21: [
    'Connect, introduce, prompt. The client connects, sends the name frame, and only then prints',
    '`[Me] `. From then on it listens to the server and to its input at the same time.',
  ],
  22: [
    'Into a pipe it prints exact bytes. When its output is not a terminal, it prints these bytes',
    'and no others, each at once:',
    '',
    '| when                            | bytes                   |',
    '| ------------------------------- | ----------------------- |',
    '| connected                       | `[Me] `                 |',
    '| a line of input was sent        | `[Me] `                 |',
    '| a message came                  | `\\r    \\r<text>\\n[Me] ` |',
    '| a message of several lines came | `\\r    \\rc1\\nc2\\n[Me] ` |',
    '| a blank frame came              | `\\r    \\r[Me] `         |',
  ],
  23: [
    'A line goes out without its newline. An empty line is a blank frame. A message over 200',
    'bytes becomes several frames (rule 6); one of these that would begin with `/`, and so be taken for a',
    'command, begins with a space (rule 8). A _command_ over 200 bytes is not sent: the client says so in a',
    'line of its own, printed as a message from the server would be.',
  ],
  24: [
    'The ends. When the server is gone: `\\r    \\rServer at <host>:<port> has disconnected\\n`,',
    'exit status 1. When it cannot be reached, its name does not resolve, or it does not answer in time:',
    '`Unable to connect to <host>:<port>\\n`, no prompt, exit status 1. Host and port are printed as typed.',
    'Wrong usage: a message on standard error, exit status 2.',
  ],
  25: [
    'The end of the input is not the end of the chat: the client sends what it has read,',
    'half-closes, goes on printing until the server closes or a second has passed, and exits with status 0.',
  ],
  26: [
    'On a terminal what is typed so far survives a message that arrives, and so does everything that',
    'was received: the draft lives in one row, which is scrolled sideways where the draft is longer. Messages are',
    'printed above it, and nothing that was printed is ever wiped. There is line editing, and a history. Control,',
    'escape and bidirectional override characters from the network never reach the terminal raw.',
  ],
  27: [
    'A port is enough. The server listens on every interface, IPv4 and IPv6, with address reuse',
    'on. For a port in use, one without permission and one that is no port, there is one clear line on',
    'standard error and a non-zero exit status. SIGINT or SIGTERM ends it in order: it stops accepting, sends',
    'everyone what they are owed, closes, and exits with status 0.',
  ],
  28: ['It is quick to listen: test scripts start their clients a tenth of a second after it.'],
  29: [
    'Nobody delays anybody. A connection that says nothing, reads nothing or floods the server',
    'does not hold up another.',
  ],
};

/** The text of a rule, without its number. */
export function textOf(rule: number): string {
  return (RULES[rule] ?? []).join('\n');
}

/** The numbers of all rules. */
export const RULE_NUMBERS: readonly number[] = Object.keys(RULES).map(Number);
