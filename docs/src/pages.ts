/** A page, and the Markdown file of the workspace that it is. */
interface Page {
  /** As the sidebar calls it. */
  readonly text: string;
  /** From the root of the workspace. */
  readonly file: string;
  /** From the root of the site, without an ending. */
  readonly page: string;
  /** Parts of it that people look for by name: the text, and the anchor. */
  readonly parts?: Readonly<Record<string, string>>;
}

interface Group {
  readonly text: string;
  readonly pages: readonly Page[];
}

export const HOME: Page = { text: 'Home', file: 'docs/index.md', page: 'index' };

/** The table of contents. A Markdown file that is not in it is no page, and a test says so. */
export const CONTENTS: readonly Group[] = [
  {
    text: 'Begin',
    pages: [
      { text: 'Five minutes', file: 'docs/start.md', page: 'start' },
      { text: 'Lab', file: 'docs/lab.md', page: 'lab' },
      { text: 'The protocol', file: 'docs/protocol.md', page: 'protocol' },
    ],
  },
  {
    text: 'Run a chat',
    pages: [
      {
        text: 'Server',
        file: 'apps/server/README.md',
        page: 'server',
        parts: {
          Options: '#options',
          TLS: '#tls',
          Limits: '#limits',
          Log: '#log',
          Metrics: '#admin-port',
        },
      },
      { text: 'Client', file: 'apps/client/README.md', page: 'client' },
      { text: 'Page', file: 'apps/web/README.md', page: 'web' },
      { text: 'Behind nginx or HAProxy', file: 'docs/proxies.md', page: 'proxies' },
      { text: 'Several servers', file: 'docs/scaling.md', page: 'scaling' },
      { text: 'As a service', file: 'docs/service.md', page: 'service' },
      { text: 'On the open internet', file: 'docs/open-internet.md', page: 'open-internet' },
    ],
  },
  {
    text: 'Build on it',
    pages: [
      { text: 'Write a bot', file: 'docs/bot.md', page: 'bot' },
      { text: 'Embed the hub', file: 'docs/embed.md', page: 'embed' },
      { text: 'Examples', file: 'examples/README.md', page: 'examples' },
      { text: '@chat/framing', file: 'libs/framing/README.md', page: 'packages/framing' },
      { text: '@chat/protocol', file: 'libs/protocol/README.md', page: 'packages/protocol' },
      { text: '@chat/hub', file: 'libs/hub/README.md', page: 'packages/hub' },
      { text: '@chat/cluster', file: 'libs/cluster/README.md', page: 'packages/cluster' },
      { text: '@chat/session', file: 'libs/session/README.md', page: 'packages/session' },
      {
        text: '@chat/socket-send',
        file: 'apps/socket-send/README.md',
        page: 'packages/socket-send',
      },
      { text: 'API', file: 'docs/api/README.md', page: 'api/index' },
    ],
  },
  {
    text: 'Check your own',
    pages: [
      {
        text: 'The conformance kit',
        file: 'tools/conformance/README.md',
        page: 'kit',
        parts: {
          'Read the report': '#reading-the-report',
          'Grade by it': '#grading',
          'Grade a class': '#a-whole-class',
          'See the wire: the wiretap': '#when-it-does-not-work-chat-wiretap',
        },
      },
      { text: 'What the kit catches', file: 'tools/conformance/MUTANTS.md', page: 'mutants' },
      { text: 'What the kit names first', file: 'tools/conformance/ROOTS.md', page: 'roots' },
    ],
  },
  {
    text: 'What is promised',
    pages: [
      { text: 'Reliability', file: 'docs/reliability.md', page: 'reliability' },
      { text: 'Security', file: 'SECURITY.md', page: 'security' },
      { text: 'Performance', file: 'docs/performance.md', page: 'performance' },
    ],
  },
  {
    text: 'Work on it',
    pages: [
      { text: 'Architecture', file: 'docs/architecture.md', page: 'architecture' },
      { text: 'Contributing', file: 'CONTRIBUTING.md', page: 'contributing' },
      { text: 'The bench', file: 'tools/bench/README.md', page: 'bench' },
      { text: 'Changes', file: 'CHANGELOG.md', page: 'changelog' },
    ],
  },
];

const PAGES = new Map(
  [HOME, ...CONTENTS.flatMap(({ pages }) => pages)].map(({ file, page }) => [file, page]),
);
// The front page of the repository has its counterpart in that of the site.
PAGES.set('README.md', HOME.page);

/** What TypeDoc writes. */
const API = 'docs/api/';

/**
 * @param file a path from the root of the workspace
 * @returns the path of its page from the root of the site, without an ending; `undefined` for what is no page
 */
export function pageOf(file: string): string | undefined {
  if (PAGES.has(file) || !file.startsWith(API)) return PAGES.get(file);
  return file.slice('docs/'.length, -'.md'.length);
}
