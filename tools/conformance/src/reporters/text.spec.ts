import { createColors } from 'picocolors';
import { example } from './example';
import { text } from './text';

test('what has failed and why, then how many have passed', () => {
  expect(text(example, createColors(false))).toMatchInlineSnapshot(`
    "FAIL S-10.2 (must) a name with <|> & "#" is kept
        rule 10 of the protocol
        Bob should have received "*a*|\\u0001"
        but received nothing
        The program crashed: it died of SIGSEGV.
        The end of its stderr:
          first line
          \\u001b[31m]]> & last line

    FAIL C-21.1 (robust) the client survives
        rule 21 of the protocol
        It does not

    must   1 of 2 passed
    robust 0 of 1 passed
    in 4.3 s
    "
  `);
});
