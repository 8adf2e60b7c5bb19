import { ClientUnderTest, clientChecks } from '.';
import { CLIENT } from '../our-programs';
import { readyFor } from '../runner';
import { testEach } from '../test-each';

test('no two checks have the same id', () => {
  const ids = clientChecks.map(({ id }) => id);
  expect(ids).toEqual([...new Set(ids)]);
});

testEach(readyFor(new ClientUnderTest(CLIENT), clientChecks));
