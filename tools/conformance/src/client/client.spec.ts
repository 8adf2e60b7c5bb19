import { ClientUnderTest, clientChecks } from '.';
import { CLIENT } from '../our-programs';

const client = new ClientUnderTest(CLIENT);

test('no two checks have the same id', () => {
  const ids = clientChecks.map(({ id }) => id);
  expect(ids).toEqual([...new Set(ids)]);
});

for (const { id, statement, run } of clientChecks) {
  test.concurrent(`${id} ${statement}`, () => run(client), 30_000);
}
