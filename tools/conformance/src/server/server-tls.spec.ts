import { serverChecks, ServerUnderTest } from '.';
import { TLS_SERVER } from '../testing/our-programs';
import { testEach } from '../testing/test-each';
import { Tls } from '../running/tls';

/** Framing, half a frame, how connections end: what TLS could make different. */
const FAMILIES = /^S-(?:2|5|18|20)\./;

const tls = Tls.make();

afterAll(async () => {
  (await tls).remove();
});

testEach(
  serverChecks
    .filter(({ id, level }) => level === 'must' || FAMILIES.test(id))
    .map((check) => ({
      ...check,
      run: async () => check.run(new ServerUnderTest(TLS_SERVER, await tls)),
    })),
);
