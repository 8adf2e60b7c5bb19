import { example } from './example';
import { markdown } from './markdown';

test('what has passed and what has not, in tables', () => {
  expect(markdown(example)).toMatchInlineSnapshot(`
    "**Stopped: One check not judged.**

    **First of all: the server does \\*this\\*. What was seen: "that". What to do: mend it. One check fails for it: S-10.2. 1 more passed with this forgiven.**

    | level | passed | of |
    | - | -: | -: |
    | must | 1 | 3 |
    | robust | 0 | 1 |

    ### S-10.2 (must) a name with &lt;\\|&gt; &amp; "\\#" is kept

    \`\`\`\`text
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
    \`\`\`\`

    ### S-10.3 (must) the rule was quoted already

    \`\`\`text
    Rule 10. \`/create <channel>\` and \`/join <channel>\`. The channel's name is everything behind the
    command, without the white space (space, tab, CR, LF, vertical tab, form feed) around it; it may hold
    spaces inside. If nothing is left, the reply is \`SERVER_CREATE_REQUIRES_ARGUMENT\` or
    \`SERVER_JOIN_REQUIRES_ARGUMENT\`.

    It is not
    No cause known.
    \`\`\`

    ### C-21.1 (robust) the client survives

    \`\`\`text
    Rule 21. Connect, introduce, prompt. The client connects, sends the name frame, and only then prints
    \`[Me] \`. From then on it listens to the server and to its input at the same time.

    It does not
    No cause known.
    \`\`\`
    "
  `);
});
