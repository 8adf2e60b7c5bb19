import { ClientUnderTest, clientChecks } from '.';
import { CLIENT } from '../testing/our-programs';
import { readyFor } from '../running/runner';
import { testEach } from '../testing/test-each';

test('no two checks have the same id', () => {
  const ids = clientChecks.map(({ id }) => id);
  expect(ids).toEqual([...new Set(ids)]);
});

testEach(readyFor(new ClientUnderTest(CLIENT), clientChecks));
