import { execFile } from 'node:child_process';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { temporaryFolder } from '../temporary-folder';
import { find, type Peer } from './peer';

const SOURCE = join(__dirname, '../src/peers/limit-relay.c');

const COMPILERS = ['cc', 'gcc', 'clang'];

let program: Promise<string> | undefined;

async function compile(): Promise<string> {
  const file = join(await temporaryFolder(), 'limit-relay');
  const compiler = COMPILERS.find((name) => find(name) !== undefined) ?? '';
  await promisify(execFile)(compiler, ['-O2', '-o', file, SOURCE]);
  return file;
}

/** What a server can do at best: ours without all but its batching, in C. */
export const limit: Peer = {
  name: 'limit',
  wire: 'chat',
  programs: COMPILERS,
  command: async (port) => [await (program ??= compile()), String(port)],
};
