/** Why servers most often fail a check, for whoever wrote one. Named beside the checks that it is true of. */

export const ONE_READ_ONE_MESSAGE =
  'your server handles one `recv` as one message. Keep what comes in a buffer for each connection, and take 200 bytes off it as long as it holds so many.';

export const ONE_READ_ONE_NAME =
  'your server takes what the first `recv` brings for the name. Put that into the buffer too: its first 200 bytes are the name, and what comes behind them is the next message.';

export const ONE_BUFFER_FOR_ALL =
  'your server keeps half frames in one buffer for all connections. Each connection needs its own.';

export const NOT_PADDED =
  'your server sends a text as it is. Pad its bytes (not its characters) with spaces to 200, and send all of them (`sendall`, or a loop around `send`).';

export const BYTES_NOT_CHARACTERS =
  'your server counts characters. Encode first, then pad and cut the bytes: a letter beyond ASCII takes two to four of them.';

export const OTHER_WORDING =
  'the text differs from the one of the course in a letter, a quote or a full stop. Copy it from the table of strings in the protocol.';

export const NOT_FILLED_IN =
  'the string is sent as it stands in the table. Put in what it is about first (`.format` in Python).';

export const PADDING_NOT_STRIPPED =
  'your server looks at a command with its padding still on. Strip the spaces at the end of the frame first.';

export const NEWLINE_NOT_STRIPPED =
  'your server strips spaces only. Many clients send the newline of the line they read: strip that too.';

export const STRIPPED_ON_BOTH_SIDES =
  'your server strips a text on both sides (`strip`). The padding is at the end alone (`rstrip`).';

export const DECODED =
  'your server decodes what it relays. Pass the bytes on as they are, or decode and encode in a way that loses none.';

export const FORGEABLE =
  'your server relays line breaks as they are, and one user can print what looks like a line of another.';

export const TRUNCATED = 'your server cuts a text off at 200 bytes. Send the rest in more frames.';

export const ECHO = 'your server sends to everybody in the channel. Leave out whoever did it.';

export const NAME_AS_IDENTITY =
  'your server keeps its clients by name. Keep them by connection: two may have the same name.';

export const NAME_NOT_CHECKED =
  'your server takes any name. Look at it first, say in one frame what is wrong with it, and close.';

export const FIRST_WORD_ONLY =
  'your server splits a command at every space. The name of a channel is all that stands behind the first.';

export const PREFIX_MATCHED =
  'your server looks how a frame begins (`startswith`). Take the first word, and compare it as a whole.';

export const WHOLE_LINE_NAMED =
  'your server puts the whole line into the error. Put in the first word.';

export const FORMATTED_TWICE =
  'your server puts the text into a format string and formats again, or replaces with a pattern. Put it together literally.';

export const NO_BLANK_REPLY =
  'your server sends nothing for an empty list. Send one frame of 200 spaces, or nobody can tell it from a lost reply.';

export const NEWLINE_AT_THE_END =
  'your server writes a newline behind each name. Join the names with newlines between them.';

export const NOT_SORTED =
  'your server lists channels in the order of their creation, or of a hash.';

export const LEFT_TOO_EARLY =
  'your server leaves the old channel first and then finds that the command fails. Look first, then move.';

export const STAYS_AT_A_JOIN =
  'your server leaves whoever joins a channel in the old one too. Take them out of that, and tell those who are in it.';

export const STAYS_AT_A_CREATE =
  'your server leaves whoever creates a channel in the old one too. Take them out of that, and tell those who are in it.';

export const CHANNEL_WITH_MEMBERS_ONLY =
  'your server forgets a channel when its last member leaves, or makes the list from where its members are.';

export const RESET_NOT_CAUGHT =
  'your server handles only the end that `recv` tells by returning nothing. A reset is an exception (`ConnectionResetError`) or an error (`ECONNRESET`): handle it in the same way.';

export const MEMBER_GONE_WHILE_SENDING =
  'sending to somebody who has just gone raises an exception, which ends the loop or the thread that was sending to the others.';

export const ANNOUNCED_ANYWAY =
  'your server announces that somebody has left without asking whether they had a name and a channel.';

export const HALF_CLOSE_IS_THE_END =
  'your server throws away what it has read, or still has to send, as soon as `recv` returns nothing.';

export const BLOCKED =
  'your server waits for one connection (its name, or room to send) and serves nobody meanwhile. It takes a thread for each, or `select`.';

export const BLOCKED_BY_A_READER =
  'your server waits until somebody who does not read has taken a message (`sendall` blocks), holding up all others. Queue what cannot be sent at once, for each connection.';

export const IPV4_ONLY =
  "your server listens on 0.0.0.0. Listen on '::' with IPV6_V6ONLY off, which takes IPv4 too.";

export const STACK_TRACE =
  'your server lets the exception end it. Catch it, print one line to stderr, and exit with a status other than 0.';

export const PRINTS = 'something is printed to debug. Let it go to stderr.';

export const SIGNAL_NOT_HANDLED =
  'your server is killed by the signal. Handle it: stop accepting, send what is owed, close, exit with 0.';

export const ADDRESS_NOT_REUSED =
  'your server does not set SO_REUSEADDR before it binds, so that the port stays taken for a minute.';
