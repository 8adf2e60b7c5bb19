import { join } from 'node:path';
import { clientChecks } from '../client';
import { kit } from './kit';
import { PYTHON, testWithPython } from './python';
import { serverChecks } from '../server';

const FOLDER = join(__dirname, '../../fixtures/python');

const SERVER = `${PYTHON} server.py {port}`;
const CLIENT = `${PYTHON} client.py {name} {host} {port}`;

function countOf(checks: readonly { level: string }[]): number {
  return checks.filter(({ level }) => level === 'must').length;
}

testWithPython(
  'a small server and a small client in Python do everything that they must',
  async () => {
    const programs = ['--server', SERVER, '--client', CLIENT];
    const { status, stdout } = await kit([...programs, '--level', 'must'], FOLDER);
    const count = countOf(serverChecks) + countOf(clientChecks);
    expect(stdout).toMatch(new RegExp(`^must   ${count} of ${count} passed\\n`));
    expect(status).toBe(0);
  },
  300_000,
);
