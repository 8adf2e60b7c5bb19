import { ClientUnderTest, clientChecks } from '.';
import { TLS_CLIENT } from '../testing/our-programs';
import { testEach } from '../testing/test-each';
import { Tls } from '../running/tls';

/** Framing, half a frame, the end of stdin: what TLS could make different. */
const FAMILIES = /^C-(?:2|5|25)\./;

const tls = Tls.make();

afterAll(async () => {
  (await tls).remove();
});

testEach(
  clientChecks
    .filter(({ id, level }) => level === 'must' || FAMILIES.test(id))
    .map((check) => ({
      ...check,
      run: async () => check.run(new ClientUnderTest(TLS_CLIENT, await tls)),
    })),
);
