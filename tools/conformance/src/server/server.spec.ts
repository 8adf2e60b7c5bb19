import { serverChecks, ServerUnderTest } from '.';
import { SERVER } from '../our-programs';

const server = new ServerUnderTest(SERVER);

test('no two checks have the same id', () => {
  const ids = serverChecks.map(({ id }) => id);
  expect(ids).toEqual([...new Set(ids)]);
});

// At most jest's `maxConcurrency` of checks run at a time: five.
for (const { id, statement, alone, run } of serverChecks) {
  const runs = alone === true ? test : test.concurrent;
  runs(`${id} ${statement}`, () => run(server), 60_000);
}
