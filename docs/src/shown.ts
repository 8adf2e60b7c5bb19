/**
 * What checks each block that the documents show and that is no command: the test that runs it or compares it, or,
 * behind a dash, why there is none. `commands.spec.ts` checks all commands.
 */
export const SHOWN: Readonly<Record<string, Readonly<Record<string, string>>>> = {
  'README.md': {
    console: 'tools/conformance/src/testing/readme.spec.ts',
    js: 'tools/packages/src/readme.spec.ts',
    text: 'tools/conformance/src/testing/transcript.spec.ts',
  },
  'apps/server/README.md': {
    console: 'docs/src/outputs.spec.ts',
    json: 'docs/src/outputs.spec.ts',
  },
  'apps/socket-send/README.md': { js: 'tools/packages/src/readme.spec.ts' },
  'docs/architecture.md': { text: '– a drawing' },
  'docs/proxies.md': {
    haproxy: 'docs/src/configurations.ts',
    nginx: 'docs/src/configurations.ts',
  },
  'docs/service.md': { dockerfile: '– the page says that no test builds it' },
  'docs/start.md': { text: 'tools/conformance/src/testing/transcript.spec.ts' },
  'libs/framing/README.md': {
    js: 'tools/packages/src/readme.spec.ts',
    text: 'tools/packages/src/readme.spec.ts',
    ts: '– three lines that need a server of HTTP',
  },
  'libs/hub/README.md': {
    js: 'tools/packages/src/readme.spec.ts',
    text: 'tools/packages/src/readme.spec.ts',
  },
  'libs/protocol/README.md': {
    js: 'tools/packages/src/readme.spec.ts',
    text: 'tools/packages/src/readme.spec.ts',
  },
  'libs/session/README.md': {
    js: 'tools/packages/src/readme.spec.ts',
    text: 'tools/packages/src/readme.spec.ts',
    ts: '– examples/echo-bot.mjs is this bot, and is run',
  },
  'tools/conformance/README.md': {
    console: 'tools/conformance/src/testing/readme.spec.ts',
    text: '– one run of a class and one of the wiretap, whose forms each.spec.ts and wiretap.spec.ts check',
  },
};
