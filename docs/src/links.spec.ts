import { destination } from './links';
import { REPOSITORY } from './repository';

test.each([
  ['protocol.md', 'docs/architecture.md', '/protocol'],
  ['docs/protocol.md', 'SECURITY.md', '/protocol'],
  ['apps/server/README.md#as-a-service', 'SECURITY.md', '/server#as-a-service'],
  ['../../docs/performance.md', 'tools/bench/README.md', '/performance'],
  ['MUTANTS.md', 'tools/conformance/README.md', '/mutants'],
  ['../README.md', 'docs/start.md', '/'],
  ['framing.md#framedecoder', 'docs/api/@chat/hub.md', '/api/@chat/framing#framedecoder'],
  ['../../README.md', 'docs/api/@chat/session/web.md', '/api/'],
])('%s in %s leads to the page %s', (href, file, page) => {
  expect(destination(href, file)).toBe(page);
});

test.each([
  ['src/mutants', 'tools/conformance/README.md', 'tools/conformance/src/mutants'],
  ['../systemd/chat%20server.conf', 'apps/server/README.md', 'apps/systemd/chat server.conf'],
  ['LICENSE', 'README.md', 'LICENSE'],
])('%s in %s is no page: it leads to the repository', (href, file, source) => {
  expect(destination(href, file)).toBe(`${REPOSITORY}/blob/main/${source}`);
});

test.each([
  ['https://www.npmjs.com/package/@chat/hub', '/packages/hub'],
  ['https://www.npmjs.com/package/@chat/client', '/client'],
])('%s is a package that has its manual here', (href, page) => {
  expect(destination(href, 'libs/session/README.md')).toBe(page);
});

test.each([
  'https://nx.dev',
  'https://www.npmjs.com/package/zod',
  'mailto:ann@example.com',
  '#tls',
  '/start',
])('%s stays as it is', (href) => {
  expect(destination(href, 'docs/start.md')).toBe(href);
});
