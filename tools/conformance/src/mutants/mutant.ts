import { join } from 'node:path';
import { type Check } from '../check';
import { ClientUnderTest, clientChecks } from '../client';
import { readyFor, type ReadyCheck } from '../running/runner';
import { select } from '../selection';
import { serverChecks, ServerUnderTest } from '../server';
import { wrongClients, wrongServers, type CaughtBy } from './caught-by';

/** A program that is wrong on purpose, in one thing. */
export interface Mutant {
  readonly kind: 'server' | 'client';
  /** What it does wrong. */
  readonly name: string;
  /** The ids of the checks that catch it. */
  readonly caughtBy: readonly string[];
  /** The ids of those that catch it or not, by chance. All others pass. */
  readonly perhapsBy: readonly string[];
}

/** The programs that are right. */
export const right: readonly Mutant[] = (['server', 'client'] as const).map((kind) => ({
  kind,
  name: 'none',
  caughtBy: [],
  perhapsBy: [],
}));

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
  wrong: Readonly<Record<string, CaughtBy>>,
): Mutant[] {
  const idsOf = (globs: string): string[] =>
    globs === '' ? [] : select(checks, { ids: globs.split(' ') }).map(({ id }) => id);
  return Object.entries(wrong).map(([name, by]) => {
    const [always, perhaps] = typeof by === 'string' ? [by, ''] : [by.always, by.perhaps];
    const caughtBy = idsOf(always);
    const perhapsBy = idsOf(perhaps).filter((id) => !caughtBy.includes(id));
    return { kind, name, caughtBy, perhapsBy };
  });
}

/** Every check that a mutant can be run with. */
export function checksOf({ kind, name }: Mutant): ReadyCheck[] {
  const program = `"${process.execPath}" "${join(__dirname, `run-${kind}.mjs`)}" ${name}`;
  return kind === 'server'
    ? readyFor(new ServerUnderTest(`${program} {port}`), serverChecks)
    : readyFor(new ClientUnderTest(`${program} {name} {host} {port}`), pipeChecks);
}
