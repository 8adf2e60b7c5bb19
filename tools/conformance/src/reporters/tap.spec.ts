import { example } from './example';
import { tap } from './tap';

test('a line for each check, and what is known of a failure', () => {
  expect(tap(example)).toMatchInlineSnapshot(`
    "TAP version 14
    1..3
    ok 1 - S-1.1 (must) every frame is 200 bytes
    not ok 2 - S-10.2 (must) a name with <|> & "\\#" is kept
      ---
      level: "must"
      rule: 10
      durationMs: 5000
      message: "Bob should have received \\"*a*|\\u0001\\"\\nbut received nothing"
      crash: "died of SIGSEGV"
      stderr: "first line\\n\\u001b[31m]]> & last line"
      ...
    not ok 3 - C-21.1 (robust) the client survives
      ---
      level: "robust"
      rule: 21
      durationMs: 7
      message: "It does not"
      ...
    "
  `);
});
