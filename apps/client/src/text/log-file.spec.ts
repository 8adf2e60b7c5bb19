import { execFileSync } from 'node:child_process';
import {
  closeSync,
  constants,
  mkdtempSync,
  openSync,
  readFileSync,
  readSync,
  renameSync,
  rmSync,
  statSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { LogFile } from './log-file';

let folder: string;
let file: string;

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'log-'));
  file = join(folder, 'chat.log');
});

afterEach(() => {
  rmSync(folder, { recursive: true, force: true });
});

/** What is written in a file, without the times. */
function linesOf(path: string): string[] {
  return readFileSync(path, 'utf8')
    .trimEnd()
    .split('\n')
    .map((line) => line.replace(/^\S+ /, ''));
}

test('a file that was deleted is made again, and nobody else can read it', () => {
  const log = new LogFile(file);
  log.write('one');
  rmSync(file);
  log.write('two');
  log.write('three');
  expect(linesOf(file)).toEqual(['two', 'three']);
  expect(statSync(file).mode & 0o777).toBe(0o600);
});

test('a file that was moved away is written on', () => {
  const log = new LogFile(file);
  log.write('one');
  renameSync(file, `${file}.old`);
  log.write('two');
  expect(linesOf(`${file}.old`)).toEqual(['one', 'two']);
});

test('it is told when it cannot be made again', () => {
  const log = new LogFile(file);
  rmSync(folder, { recursive: true });
  expect(() => {
    log.write('one');
  }).toThrow(`Cannot write to ${file}: ENOENT.`);
});

test('what could be written in part only is no part of the next line', () => {
  execFileSync('mkfifo', [file]);
  const reader = openSync(file, constants.O_RDONLY | constants.O_NONBLOCK);
  const log = new LogFile(file);
  const line = 'x'.repeat(1_000_000);
  expect(() => {
    log.write(line);
  }).toThrow(`Cannot write to ${file}: EAGAIN.`);
  const read = Buffer.alloc(line.length);
  readSync(reader, read);
  log.write('two');
  log.write('three');
  const rest = read.toString('utf8', 0, readSync(reader, read));
  expect(rest).toMatch(/^\n\S+ two\n\S+ three\n$/);
  closeSync(reader);
});
