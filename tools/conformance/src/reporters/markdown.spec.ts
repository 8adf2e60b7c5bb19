import { example } from './example';
import { markdown } from './markdown';

test('what has passed and what has not, in tables', () => {
  expect(markdown(example)).toMatchInlineSnapshot(`
    "| level | passed | of |
    | - | -: | -: |
    | must | 1 | 2 |
    | robust | 0 | 1 |

    | check | level | a right program | this one |
    | - | - | - | - |
    | S-10.2 (rule 10) | must | a name with &lt;\\|&gt; &amp; "\\#" is kept | Bob should have received "\\*a\\*\\|\\\\u0001"<br>but received nothing<br>The program crashed: it died of SIGSEGV.<br>The end of its stderr:<br>  first line<br>  \\\\u001b\\[31m\\]\\]&gt; &amp; last line |
    | C-21.1 (rule 21) | robust | the client survives | It does not |
    "
  `);
});
