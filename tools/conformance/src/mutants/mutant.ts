import { join } from 'node:path';
import { type Check } from '../check';
import { ClientUnderTest, clientChecks } from '../client';
import { readyFor, type ReadyCheck } from '../runner';
import { select } from '../selection';
import { serverChecks, ServerUnderTest } from '../server';
import { wrongClients, wrongServers } from './caught-by';

/** A program that is wrong on purpose, in one thing. */
export interface Mutant {
  readonly kind: 'server' | 'client';
  /** What it does wrong. */
  readonly name: string;
  /** The ids of the checks that catch it; all others pass. */
  readonly caughtBy: readonly string[];
}

/** The programs that are right. */
export const right: readonly Mutant[] = [
  { kind: 'server', name: 'none', caughtBy: [] },
  { kind: 'client', name: 'none', caughtBy: [] },
];

/** The client from which the mutants are made knows pipes only: no line editing, no screen. */
const NEEDS_A_TERMINAL = 'C-26.';

const pipeChecks = clientChecks.filter(({ id }) => !id.startsWith(NEEDS_A_TERMINAL));

export const mutants: readonly Mutant[] = [
  ...mutantsOf('server', serverChecks, wrongServers),
  ...mutantsOf('client', pipeChecks, wrongClients),
];

function mutantsOf(
  kind: Mutant['kind'],
  checks: readonly Check<never>[],
  wrong: Readonly<Record<string, string>>,
): Mutant[] {
  return Object.entries(wrong).map(([name, ids]) => ({
    kind,
    name,
    caughtBy: select(checks, { ids: ids.split(' ') }).map(({ id }) => id),
  }));
}

/** Every check that a mutant can be run with. */
export function checksOf({ kind, name }: Mutant): ReadyCheck[] {
  const program = `"${process.execPath}" "${join(__dirname, `run-${kind}.mjs`)}" ${name}`;
  return kind === 'server'
    ? readyFor(new ServerUnderTest(`${program} {port}`), serverChecks)
    : readyFor(new ClientUnderTest(`${program} {name} {host} {port}`), pipeChecks);
}
