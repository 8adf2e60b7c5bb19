import { example } from './example';
import { junit } from './junit';

test('a suite for each level, and no character that XML does not allow', () => {
  expect(junit(example)).toMatchInlineSnapshot(`
    "<?xml version="1.0" encoding="UTF-8"?>
    <testsuites name="chat-conformance" tests="3" failures="2" time="4.321"><testsuite name="must" tests="2" failures="1"><testcase classname="server.must" name="S-1.1 every frame is 200 bytes" time="0.012"/><testcase classname="server.must" name="S-10.2 a name with &lt;|&gt; &amp; &quot;#&quot; is kept" time="5.000"><failure message="Bob should have received &quot;*a*|\\u0001&quot;&#10;but received nothing">Rule 10 of the protocol&#10;Bob should have received &quot;*a*|\\u0001&quot;&#10;but received nothing&#10;The program crashed: it died of SIGSEGV.&#10;The end of its stderr:&#10;  first line&#10;  \\u001b[31m]]&gt; &amp; last line</failure></testcase></testsuite><testsuite name="robust" tests="1" failures="1"><testcase classname="client.robust" name="C-21.1 the client survives" time="0.007"><failure message="It does not">Rule 21 of the protocol&#10;It does not</failure></testcase></testsuite></testsuites>
    "
  `);
});
