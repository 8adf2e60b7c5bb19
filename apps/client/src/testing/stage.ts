import { killPrograms } from './program';
import { TestServer } from './test-server';

/** Gives each test of a file a server, which ends with its programs. A test may put another in its place. */
export function stage(): { server: TestServer } {
  const each = {} as { server: TestServer };
  beforeEach(async () => {
    each.server = await TestServer.listen();
  });
  afterEach(async () => {
    await killPrograms();
    each.server.close();
  });
  return each;
}
