import { cp, mkdir, mkdtemp, readFile, rm, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { kit, type Outcome } from './kit';
import { testWithPython } from './python';

jest.setTimeout(180_000);

const CLASS = join(__dirname, '../../fixtures/class');

let place = '';

beforeEach(async () => {
  place = await mkdtemp(join(tmpdir(), 'chat-class-'));
});

afterEach(() => rm(place, { recursive: true }));

function examineClass(folders: string, ...more: string[]): Promise<Outcome> {
  const server = ['--server', 'python3 {*server.py} {port}', '--only', 'S-2.2,S-9.3,S-14.1'];
  return kit(['--each', folders, ...server, '--out', join(place, 'out'), ...more]);
}

async function results(): Promise<string[]> {
  return (await readFile(join(place, 'out/results.csv'), 'utf8')).trimEnd().split('\r\n');
}

testWithPython('a class is judged folder by folder, with the first finding of each', async () => {
  const { status, stdout, stderr } = await examineClass(join(CLASS, '*'), '--at-a-time', '2');
  expect({ status, stderr }).toEqual({ status: 0, stderr: '' });
  expect(stdout).toMatch(/^ada +3 of 3 +70\.0$/m);
  const csv = await results();
  expect(csv).toHaveLength(7);
  const rows = [
    /^"ada","3 of 3","","",70,""$/,
    /^"ben","3 of 3","","",70,"the messages of the server are not padded to 200 bytes"$/,
    /^"cem","2 of 3","","",46.7,"your server handles one `recv` as one message\./,
    /^"dot","2 of 3","","",46.7,"the server has other words for SERVER_CLIENT_JOINED_CHANNEL"$/,
    /^"eve","","","","","could not start: .*No module named 'chatlib'"$/,
    /^"fay","2 of 3","","",46.7,"your server sends to everybody in the channel\./,
  ];
  for (const [index, row] of rows.entries()) expect(csv[index + 1]).toMatch(row);
  expect(await readFile(join(place, 'out/eve.txt'), 'utf8')).toContain('ModuleNotFoundError');
  expect(await readFile(join(place, 'out/cem.txt'), 'utf8')).toContain('FAIL S-2.2 (must)');
});

testWithPython('what was judged is not judged again, and no name is obeyed', async () => {
  const name = '=1+1 \u001b[31m';
  await cp(join(CLASS, 'ada'), join(place, 'all', name), { recursive: true });
  await examineClass(join(place, 'all/*'));
  // Were it judged again, it would not start.
  await writeFile(join(place, 'all', name, 'server.py'), 'exit(1)');
  const { stdout } = await examineClass(join(place, 'all/*'));
  expect(stdout).toContain('3 of 3');
  expect(stdout).not.toContain('\u001b');
  expect((await results())[1]).toBe(`"'=1+1 \\u001b[31m","3 of 3","","",70,""`);
});

testWithPython('a build that fails is told, and so is a file that is missing', async () => {
  await cp(join(CLASS, 'ada'), join(place, 'all/ada'), { recursive: true });
  await examineClass(
    join(place, 'all/*'),
    '--build',
    `node -e "console.error('no make'), exit(1)"`,
  );
  expect((await results())[1]).toMatch(/^"ada","","","","","could not build: .*no make/);
  await rm(join(place, 'out'), { recursive: true });
  await rm(join(place, 'all/ada/server.py'));
  await examineClass(join(place, 'all/*'));
  expect((await results())[1]).toContain('it holds no file *server.py');
});

testWithPython('what could not be checked is tried again when the command is', async () => {
  await cp(join(CLASS, 'ada'), join(place, 'all/ada'), { recursive: true });
  await rm(join(place, 'all/ada/server.py'));
  await examineClass(join(place, 'all/*'));
  expect((await results())[1]).toMatch(/^"ada","","","","","could not be checked: /);
  await cp(join(CLASS, 'ada/server.py'), join(place, 'all/ada/server.py'));
  await examineClass(join(place, 'all/*'));
  expect((await results())[1]).toMatch(/^"ada","3 of 3"/);
});

testWithPython('a folder may be a link to one', async () => {
  await mkdir(join(place, 'all'));
  await symlink(join(CLASS, 'ada'), join(place, 'all/ada'));
  await examineClass(join(place, 'all/*'));
  expect((await results())[1]).toContain('"3 of 3"');
});
