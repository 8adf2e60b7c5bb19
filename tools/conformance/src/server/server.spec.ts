import { serverChecks, ServerUnderTest } from '.';
import { SERVER } from '../our-programs';
import { readyFor } from '../runner';
import { testEach } from '../test-each';

test('no two checks have the same id', () => {
  const ids = serverChecks.map(({ id }) => id);
  expect(ids).toEqual([...new Set(ids)]);
});

testEach(readyFor(new ServerUnderTest(SERVER), serverChecks));
