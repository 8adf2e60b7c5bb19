/** Why clients most often fail a check, for whoever wrote one. Named beside the checks that it is true of. */

export const NOT_FLUSHED =
  'your client prints into a buffer, which a pipe gets only when it is full. Flush after each print.';

export const ONE_READ_ONE_MESSAGE =
  'your client handles one `recv` as one message. Keep what comes in a buffer, and take 200 bytes off it as long as it holds so many.';

export const DECODED_IN_PIECES =
  'your client decodes what one `recv` brings. A letter may be cut in two: put 200 bytes together first.';

export const NOT_PADDED =
  'your client sends a text as it is. Pad its bytes (not its characters) with spaces to 200, and send all of them.';

export const NEWLINE_SENT =
  'your client sends the line as it has read it, with its newline. Take that off first.';

export const NEWLINE_NOT_STRIPPED =
  'your client strips spaces only. Some clients send a newline under the padding, and servers pass it on.';

export const STRIPPED_ON_BOTH_SIDES =
  'your client strips a text on both sides (`strip`). Only the padding at the end is no part of it (`rstrip`).';

export const EMPTY_LINE_SKIPPED =
  'your client takes an empty line for the end of its input, or skips it. Only no line at all is the end.';

export const INPUT_BEFORE_SERVER =
  'your client waits for a line of input before it looks at the server. It takes a thread for each, or `select` on both.';

export const LINES_LEFT_IN_A_BUFFER =
  'your client asks `select` whether there is input, then reads one line: the others wait in the buffer of the library, of which `select` does not know.';

export const PROMPT_TOO_EARLY =
  'your client prints its prompt before it is connected. Connect, send the name, and then print it.';

export const WIPE_FORGOTTEN =
  'your client leaves its prompt where it is when a message comes. First go back and wipe it: a carriage return, four spaces, a carriage return.';

export const WIPE_INCOMPLETE =
  'your client goes back and writes a message over its prompt: of the prompt something is left if the message is shorter. Write four spaces over it first.';

export const OVER_LONG_FRAME =
  'your client sends a long line as one message of more than 200 bytes, and whatever follows is out of step.';

export const CUT_INSIDE_A_CHARACTER =
  'your client cuts every 200 bytes. Cut before the letter that does not fit whole.';

export const END_OF_INPUT_IGNORED =
  'your client does not close its side at the end of its input, and the server never hears of that. Half-close (`shutdown`) then.';

export const STDIN_NOT_READ =
  'your client waits for ever until the server takes a line, and does not see that its input has ended. Read on meanwhile (12 MB of frames have to fit here), and leave a second after the end.';

export const LEFT_AT_ONCE =
  'your client exits as soon as its input ends. Half-close (`shutdown`), and go on printing until the server closes.';

export const END_NOT_NOTICED =
  'your client does not look whether `recv` returned nothing, which is how the end of the connection is told.';

export const RESET_NOT_CAUGHT =
  'your client handles only the end that `recv` tells by returning nothing. A reset is an exception (`ConnectionResetError`) or an error (`ECONNRESET`): handle it in the same way.';

export const HOST_RESOLVED =
  'your client prints the address that it has found for the host, and not the host as it was typed.';

export const OTHER_WORDING =
  'your client has other words for it than the course. Copy them from the table of strings in the protocol.';

export const EXCEPTION_NOT_CAUGHT =
  'your client lets the exception end it. Catch it, and print the line that the course asks for.';

export const COOKED_TERMINAL =
  'the terminal itself edits the line, and your client does not know what is typed so far. Read keys (raw mode) or use a library for line editing that can draw the line again (readline).';

export const RAW_OUTPUT =
  'your client prints what comes as it is. Control and escape characters command a terminal: show something in their place.';

export const TERMINAL_NOT_RESTORED =
  'your client changes the settings of the terminal and does not put them back on every way out.';
