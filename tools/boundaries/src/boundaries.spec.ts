import { fork, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';

let linter: ChildProcess;

beforeAll(async () => {
  linter = fork(join(import.meta.dirname, 'linter.js'), {
    env: { ...process.env, NX_DAEMON: 'false' },
  });
  await once(linter, 'message');
});

afterAll(() => linter.kill());

/** The rules that a file would break if it imported something. */
async function faults(file: string, imported: string): Promise<unknown> {
  linter.send({ file, text: `export * from '${imported}';\n` });
  const [rules] = (await once(linter, 'message')) as unknown[];
  return rules;
}

test.each([
  ['libs/protocol/src/index.ts', '@chat/framing'],
  ['libs/hub/src/index.ts', '@chat/framing'],
  ['libs/hub/src/index.ts', '@chat/protocol'],
  ['libs/cluster/src/cluster.ts', '@chat/hub'],
  ['libs/session/src/index.ts', '@chat/protocol'],
  ['libs/session/src/node.ts', 'node:net'],
  ['apps/server/src/main.ts', '@chat/hub'],
  ['apps/client/src/main.ts', '@chat/session'],
  ['apps/client/src/connection/secure-call.ts', '@chat/tls-files'],
  ['apps/server/src/main.ts', 'node:net'],
  ['apps/web/src/main.tsx', '@chat/session'],
  ['apps/web/src/main.tsx', '@chat/framing'],
  ['docs/src/lab/delivery.ts', '@chat/framing'],
  ['apps/web/e2e/story.spec.ts', '@chat/browser'],
  ['tools/packages/src/consumer.ts', '@chat/hub'],
  ['tools/conformance/src/probe.ts', '@chat/loopback/free-port'],
  ['apps/server/src/server.spec.ts', '@chat/loopback/free-port'],
  ['apps/server/src/testing/test-peer.ts', '@chat/loopback/free-port'],
])('%s may import %s', async (file, imported) => {
  await expect(faults(file, imported)).resolves.toEqual([]);
});

test.each([
  ['libs/framing/src/index.ts', '@chat/protocol'],
  ['libs/framing/src/index.ts', '@chat/hub'],
  ['libs/framing/src/index.ts', '../../hub/src/index'],
  ['libs/protocol/src/index.ts', '@chat/hub'],
  ['libs/protocol/src/index.ts', '@chat/session'],
  ['libs/hub/src/index.ts', '@chat/session'],
  ['libs/hub/src/index.ts', '@chat/cluster'],
  ['libs/cluster/src/cluster.ts', '@chat/session'],
  ['libs/cluster/src/cluster.ts', '@chat/broker'],
  ['libs/session/src/node.ts', '@chat/tls-files'],
  ['apps/tls-files/src/tls-files.ts', '@chat/hub'],
  ['libs/session/src/index.ts', '@chat/hub'],
  ['libs/hub/src/index.ts', '../../../apps/server/src/server'],
  ['apps/server/src/main.ts', '../../client/src/main'],
  ['apps/web/src/main.tsx', '../../server/src/main'],
  ['apps/web/src/main.tsx', '@chat/browser'],
  ['docs/src/lab/delivery.ts', '@chat/protocol'],
  ['docs/src/lab/delivery.ts', '@chat/browser'],
  ['apps/web/e2e/story.spec.ts', '../../server/src/main'],
  ['apps/server/src/main.ts', '../../../tools/packages/src/run'],
  ['apps/server/src/main.ts', '@chat/loopback/free-port'],
  ['tools/loopback/src/free-port.ts', '@chat/framing'],
])('%s may not import %s', async (file, imported) => {
  await expect(faults(file, imported)).resolves.toContain('@nx/enforce-module-boundaries');
});

test.each([
  ['libs/framing/src/index.ts', 'node:fs'],
  ['libs/protocol/src/index.ts', 'node:buffer'],
  ['libs/hub/src/index.ts', 'timers'],
  ['libs/cluster/src/peers.ts', 'node:timers'],
  ['libs/session/src/index.ts', 'node:net'],
  ['libs/session/src/web.ts', 'node:net'],
  ['libs/session/src/edge/chat.ts', 'node:timers'],
  ['apps/web/src/main.tsx', 'node:fs'],
  ['docs/src/lab/delivery.ts', 'node:fs'],
])('%s may not import %s', async (file, imported) => {
  await expect(faults(file, imported)).resolves.toContain('no-restricted-imports');
});
