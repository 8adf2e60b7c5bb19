import { example } from './example';
import { tap } from './tap';

test('a line for each check, and what is known of a failure', () => {
  expect(tap(example)).toMatchInlineSnapshot(`
    "TAP version 14
    # Stopped: One check not judged.
    # First of all: the server does *this*. What was seen: "that". What to do: mend it. One check fails for it: S-10.2. 1 more passed with this forgiven.
    1..4
    ok 1 - S-1.1 (must) every frame is 200 bytes (the server does *this*)
    not ok 2 - S-10.2 (must) a name with <|> & "\\#" is kept
      ---
      level: "must"
      rule: 10
      clause: "\`/create <channel>\` and \`/join <channel>\`. The channel's name is everything behind the\\ncommand, without the white space (space, tab, CR, LF, vertical tab, form feed) around it; it may hold\\nspaces inside. If nothing is left, the reply is \`SERVER_CREATE_REQUIRES_ARGUMENT\` or\\n\`SERVER_JOIN_REQUIRES_ARGUMENT\`."
      durationMs: 5000
      message: "Bob received another frame than it should"
      expected: "\\"*a*|\\u0001\\n\\""
      received: "\\"*a*|\`\`\` \\""
      hex: {"offset":4,"expected":"01 0a","received":"60 60 60 20"}
      steps: ["Bob connects, sends \\"Bob\\", \\"/join <a>\\"","Alice sends \\"*a*\\""]
      cause: "your server drops the #. Keep it."
      crash: "died of SIGSEGV"
      stderr: "first line\\n\\u001b[31m]]> & last line"
      ...
    not ok 3 - S-10.3 (must) the rule was quoted already
      ---
      level: "must"
      rule: 10
      clause: "\`/create <channel>\` and \`/join <channel>\`. The channel's name is everything behind the\\ncommand, without the white space (space, tab, CR, LF, vertical tab, form feed) around it; it may hold\\nspaces inside. If nothing is left, the reply is \`SERVER_CREATE_REQUIRES_ARGUMENT\` or\\n\`SERVER_JOIN_REQUIRES_ARGUMENT\`."
      durationMs: 5
      message: "It is not"
      ...
    not ok 4 - C-21.1 (robust) the client survives
      ---
      level: "robust"
      rule: 21
      clause: "Connect, introduce, prompt. The client connects, sends the name frame, and only then prints\\n\`[Me] \`. From then on it listens to the server and to its input at the same time."
      durationMs: 7
      message: "It does not"
      ...
    "
  `);
});
