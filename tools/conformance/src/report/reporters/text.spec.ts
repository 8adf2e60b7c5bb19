import { createColors } from 'picocolors';
import { example } from './example';
import { text } from './text';

test('what has failed and why, then how many have passed', () => {
  expect(text(example, createColors(false))).toMatchInlineSnapshot(`
    "Stopped: One check not judged.

    First of all: the server does *this*. What was seen: "that". What to do: mend it. One check fails for it: S-10.2. 1 more passed with this forgiven.

    FAIL S-10.2 (must) a name with <|> & "#" is kept
        The assignment: "Names should be kept."
        Rule 10. \`/create <channel>\` and \`/join <channel>\`. The channel's name is everything behind the
        command, without the white space (space, tab, CR, LF, vertical tab, form feed) around it; it may hold
        spaces inside. If nothing is left, the reply is \`SERVER_CREATE_REQUIRES_ARGUMENT\` or
        \`SERVER_JOIN_REQUIRES_ARGUMENT\`.
        What was done:
          Bob connects, sends "Bob", "/join <a>"
          Alice sends "*a*"
        Bob received another frame than it should
        Expected: "*a*|\\u0001
        "
        Came back: "*a*|\`\`\` "
        From byte 4 on, in hex:
          expected 01 0a
          came     60 60 60 20
        The program crashed: it died of SIGSEGV.
        The end of its stderr:
          first line
          \\u001b[31m]]> & last line
        The cause: your server drops the #. Keep it.

    FAIL S-10.3 (must) the rule was quoted already
        Rule 10, see above
        It is not
        No cause known.

    FAIL C-21.1 (robust) the client survives
        Rule 21. Connect, introduce, prompt. The client connects, sends the name frame, and only then prints
        \`[Me] \`. From then on it listens to the server and to its input at the same time.
        It does not
        No cause known.

    must   1 of 3 passed
    robust 0 of 1 passed
    in 4.3 s
    "
  `);
});
