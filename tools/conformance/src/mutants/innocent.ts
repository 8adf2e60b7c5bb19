import { join } from 'node:path';
import { clientChecks, ClientUnderTest } from '../client';
import { readyFor, type ReadyCheck } from '../running/runner';
import { serverChecks, ServerUnderTest } from '../server';
import { PYTHON } from '../testing/python';

/** A program that differs from ours in what the assignment leaves open, and so has to pass every `must`. */
export interface Innocent {
  readonly kind: 'server' | 'client';
  readonly name: string;
  readonly command: string;
}

const SERVERS = [
  'lists-in-no-order',
  'ends-a-list-with-a-newline',
  'does-not-answer-an-empty-list',
  'names-the-whole-line-in-the-error',
  'never-closes-after-the-end',
  'is-slow-to-start',
  'knows-ascii-alone',
  'serves-nobody-until-the-name-is-there',
  'forgets-a-channel-that-all-have-left',
  'greets-newcomers',
  'tells-everybody-who-comes-and-goes',
  'takes-a-name-only-once',
  'strips-white-space-on-both-sides',
  'cuts-long-texts-off',
  'relays-newlines-as-they-come',
  'takes-channel-names-of-one-word',
  'takes-names-of-one-word',
  'dies-of-a-reset',
  'takes-half-a-frame-at-the-end-for-one',
  'stays-in-its-own-channel',
  'repeats-the-last-message-to-newcomers',
  'sends-a-frame-in-two-pieces',
  'acknowledges-commands',
  'names-a-command-without-its-slash',
  'looks-ten-times-a-second',
  'knows-a-command-more',
  'is-a-first-one-in-python-2',
  'is-made-in-a-hurry',
];

const CLIENTS = [
  'sends-the-typed-newline',
  'sends-the-newline-of-windows',
  'exits-with-0-when-the-server-is-gone',
  'prints-replies-before-the-prompt',
  'wipes-with-spaces-alone',
  'wipes-by-a-control-sequence',
  'wipes-the-whole-width',
  'writes-over-its-prompt-and-wipes-nothing',
  'wipes-behind-the-message',
  'waits-for-the-rest-of-a-message',
  'prints-a-blank-frame-as-a-line',
  'tells-faults-on-stderr',
  'is-slow-to-start',
  'knows-ascii-alone',
  'strips-white-space-on-both-sides',
  'skips-empty-lines',
  'leaves-at-the-end-of-its-input',
  'sends-blank-frames-at-the-end-of-its-input',
  'dies-of-a-reset',
  'takes-one-line-of-what-it-reads',
  'sends-over-long-frames',
  'has-commands-of-its-own',
  'is-a-first-one-in-python-2',
  'is-made-in-a-hurry',
];

const FIXTURES = join(__dirname, '../../fixtures/python');

const ARGUMENTS = { server: '{port}', client: '{name} {host} {port}' };

function innocent(kind: Innocent['kind'], name: string): Innocent {
  const program = `"${process.execPath}" "${join(__dirname, `run-${kind}.mjs`)}"`;
  return { kind, name, command: `${program} innocent:${name} ${ARGUMENTS[kind]}` };
}

function inPython(kind: Innocent['kind'], name: string, file: string): Innocent {
  return { kind, name, command: `${PYTHON} "${join(FIXTURES, file)}" ${ARGUMENTS[kind]}` };
}

export const innocents: readonly Innocent[] = [
  ...SERVERS.map((name) => innocent('server', name)),
  ...CLIENTS.map((name) => innocent('client', name)),
];

/** Those of the fixtures: one with a thread for each client, one with a loop that blocks for a name. */
export const innocentsInPython: readonly Innocent[] = [
  inPython('server', 'has-a-thread-for-each-client', 'server.py'),
  inPython('server', 'is-a-select-loop', 'select_server.py'),
  inPython('client', 'has-two-threads', 'client.py'),
  inPython('client', 'is-a-select-loop', 'select_client.py'),
];

/** Every check that an innocent has to pass. */
export function mustsOf({ kind, command }: Innocent): ReadyCheck[] {
  const checks =
    kind === 'server'
      ? readyFor(new ServerUnderTest(command), serverChecks)
      : readyFor(new ClientUnderTest(command), clientChecks);
  return checks.filter(({ level }) => level === 'must');
}
