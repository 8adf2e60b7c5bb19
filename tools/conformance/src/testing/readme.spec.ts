import { readFileSync } from 'node:fs';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { WEIGHTS } from '../points';
import { kit } from './kit';
import { testWithPython } from './python';

const WORKSPACE = join(__dirname, '../../../..');
const manual = readFileSync(join(__dirname, '../../README.md'), 'utf8');

/** The blocks of code in a text, in a language. */
function blocks(language: string, text = manual): string[] {
  const fenced = text.matchAll(new RegExp(`^\`\`\`${language}\\n([^]*?)^\`\`\`\\n`, 'gm'));
  return Array.from(fenced, ([, code = '']) => code);
}

const [sample = ''] = blocks('console');

/** The server of the fixtures, made wrong in the two ways that the manual tells. */
function faultyServer(): string {
  const right = readFileSync(join(__dirname, '../../fixtures/python/server.py'), 'utf8');
  const faulty = `def receive(sock):
    data = sock.recv(SIZE)
    return data.decode("utf-8", "surrogateescape").strip() if data else None
`;
  const wrong = right.replace(/^def receive[^]*?\n(?=\n\n\S)/m, faulty);
  if (wrong === right) throw new Error('There is nothing to make wrong');
  return wrong;
}

let folder = '';

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'chat-conformance-'));
});

afterEach(() => rm(folder, { recursive: true }));

/** What differs from run to run. */
function constant(report: string): string {
  return report.replace(/server\.py \d+/g, 'server.py 20000').replace(/in [\d.]+ s$/m, 'in 1.0 s');
}

testWithPython(
  'the report in the manual is what comes of the command above it',
  async () => {
    await writeFile(join(folder, 'server.py'), faultyServer());
    const [, server = '', only = '', report] =
      /^\$ chat-conformance --server '(.*)' --only '(.*)'\n([^]*)$/.exec(sample) ?? [];
    const { stdout } = await kit(['--server', server, '--only', only], folder);
    expect(constant(stdout)).toBe(constant(report ?? ''));
  },
  60_000,
);

testWithPython(
  'the report on the front page is what comes of the command above it',
  async () => {
    const page = readFileSync(join(WORKSPACE, 'README.md'), 'utf8');
    const [, server = '', only = '', report] =
      /^\$ node tools\/conformance\/dist\/main.js --server '(.*)' --only (.*)\n([^]*)$/m.exec(
        blocks('console', page).join(''),
      ) ?? [];
    const { stdout } = await kit(['--server', server, '--only', only], WORKSPACE);
    expect(constant(stdout)).toBe(constant(report ?? ''));
  },
  60_000,
);

test('the points in the manual are those that a report gives', () => {
  const { must, should, robust } = WEIGHTS;
  expect(manual).toContain(
    `A report gives up to ${must} points for the \`must\` checks, ${should} for \`should\` and ${robust} for \`robust\``,
  );
});
