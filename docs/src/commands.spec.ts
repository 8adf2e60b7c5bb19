import { execFileSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { commandsOf, optionsIn, wordsOf } from './commands';
import { BLOCKS, DOCUMENTS, filesOf, readText, WORKSPACE } from './documents';

const SERVER = 'apps/server/dist/main.js';
const CLIENT = 'apps/client/dist/main.js';
const KIT = 'tools/conformance/dist/main.js';
const WIRETAP = 'tools/conformance/dist/wiretap.js';
const BENCH = 'tools/bench/dist/main.js';

/** How a command begins that runs one of the workspace's programs. */
const OURS: readonly (readonly [begin: RegExp, program: string])[] = [
  [/^(?:npx --package=@chat\/server )?chat-server /, SERVER],
  [/^(?:npx --package=@chat\/client )?chat-client /, CLIENT],
  [/^(?:npx --package=@chat\/conformance )?chat-conformance /, KIT],
  [/^chat-wiretap /, WIRETAP],
  [/^npm start -- /, SERVER],
  [/^npm run -s client -- /, CLIENT],
  [/^npm run bench(?: -- |$)/, BENCH],
  ...[SERVER, CLIENT, KIT].map((file) => [new RegExp(`^node ${file} `), file] as const),
];

/** Programs of others: whether their commands are right, no test says. */
const OTHERS = ['curl', 'docker', 'export', 'haproxy', 'journalctl', 'kill', 'nats-server'];
OTHERS.push('openssl', 'systemctl');

/** A command within a sentence. */
const INLINE = /`((?:[A-Z]+=\S+ )*(?:npx nx|npm run|npm start --|chat-[a-z]+ -)[^`]*)`/g;

const shells = BLOCKS.filter(({ language }) => language === 'sh' || language === 'console');
const inline = DOCUMENTS.flatMap((file) =>
  Array.from(readText(file).matchAll(INLINE), ([, text = '']) => {
    return { file, language: 'sh', text: text.replace('\n', ' ') };
  }),
);
const commands = [...shells, ...inline].flatMap((block) =>
  commandsOf(block).map((command) => ({ file: block.file, command })),
);

const helps = new Map<string, string>();

function helpOf(program: string): string {
  const help =
    helps.get(program) ??
    execFileSync(process.execPath, [join(WORKSPACE, program), '--help'], { encoding: 'utf8' });
  helps.set(program, help);
  return help;
}

/** The targets of each project, by its name. */
function targets(): Map<string, string[]> {
  const manifests = filesOf('**/project.json', '**/package.json').flatMap((file) => {
    const manifest = JSON.parse(readText(file)) as Record<string, unknown>;
    const project = file.endsWith('project.json') ? manifest : manifest['nx'];
    return project === undefined ? [] : [project as { name?: string; targets?: object }];
  });
  return new Map(manifests.map(({ name = '', targets = {} }) => [name, Object.keys(targets)]));
}

/** What is wrong with a command, if anything. */
function faultOf(command: string): string | undefined {
  const [begin, program] = OURS.find(([begin]) => begin.test(command)) ?? [];
  if (begin !== undefined && program !== undefined) {
    const words = wordsOf(command.replace(begin, ''));
    const wrong = words
      .filter((word) => word.startsWith('--'))
      .filter((option) => !optionsIn(helpOf(program)).has(option));
    if (wrong.length > 0) return `no option ${wrong.join(', ')}`;
    // A command line in quotes: how the kit starts a program.
    const inner = words.filter((word) => OURS.some(([begin]) => begin.test(word)));
    return inner.map(faultOf).find((fault) => fault !== undefined);
  }
  const [first = '', second = '', third = '', ...more] = wordsOf(command);
  if (OTHERS.includes(first)) return undefined;
  if (command.startsWith('npm run -s example -- ')) {
    const file = `examples/${more[2] ?? ''}`;
    return existsSync(join(WORKSPACE, file)) ? undefined : `no ${file}`;
  }
  if (first === 'npm' && second === 'install') {
    const names = [third, ...more].filter((word) => word.startsWith('@chat/'));
    const published = filesOf('**/package.json').map(readText);
    return names
      .filter((name) => !published.some((text) => text.includes(`"name": "${name}"`)))
      .map((name) => `no package ${name}`)[0];
  }
  if (first === 'npm') {
    const { scripts } = JSON.parse(readText('package.json')) as { scripts: object };
    return (second === 'run' ? third : second) in scripts ? undefined : 'no such script';
  }
  if (first === 'npx' && second === 'nx') {
    if (third === 'release') return undefined;
    const all = targets();
    const [wanted, having] =
      third === 'run-many'
        ? [more.slice(1).filter((word) => !word.startsWith('-')), [...all.values()].flat()]
        : [[third], all.get(more[0] ?? '') ?? []];
    return wanted.filter((target) => !having.includes(target)).map((one) => `no target ${one}`)[0];
  }
  return 'nothing here knows this command';
}

test('every command in the documents is one that there is', () => {
  const faults = commands.flatMap(({ file, command }) => {
    const fault = faultOf(command);
    return fault === undefined ? [] : [`${file}: ${command}: ${fault}`];
  });
  expect(faults).toEqual([]);
  expect(commands.length).toBeGreaterThan(60);
});

test.each([
  ['chat-server 55555 --web-prot 8080', 'no option --web-prot'],
  ["node tools/conformance/dist/main.js --server 'chat-server {port} --x'", 'no option --x'],
  ['npm run -s example -- echo.mjs', 'no examples/echo.mjs'],
  ['npm run bnech', 'no such script'],
  ['npm install @chat/hubs', 'no package @chat/hubs'],
  ['npx nx pictures docs', 'no target pictures'],
  ['npx nx run-many -t lint tset', 'no target tset'],
  ['chat', 'nothing here knows this command'],
])('%s is none', (command, fault) => {
  expect(faultOf(command)).toBe(fault);
});

test.each([
  ['apps/server/README.md', SERVER],
  ['apps/client/README.md', CLIENT],
  ['tools/conformance/README.md', KIT],
  ['tools/bench/README.md', BENCH],
])('the options in %s are those of --help', (manual, program) => {
  const text = readText(manual);
  const options = optionsIn(helpOf(program).replace(/^ *-\w, --\w+ .*$/gm, ''));
  expect([...options].filter((option) => !optionsIn(text).has(option))).toEqual([]);
  const rows = Array.from(text.matchAll(/^\| `(--[a-z-]+)/gm), ([, option = '']) => option);
  expect(rows.filter((option) => !options.has(option))).toEqual([]);
});
