import { join } from 'node:path';
import { type Programs } from '../examine';
import {
  wrongSentencesOfClients,
  wrongSentencesOfServers,
  type Judgement,
} from './caught-by-musts';

/** A program that is wrong in one sentence of the assignment. */
export interface Offender extends Judgement {
  readonly kind: 'server' | 'client';
  readonly name: string;
}

export const offenders: readonly Offender[] = [
  ...Object.entries(wrongSentencesOfServers).map(([name, judgement]) => ({
    kind: 'server' as const,
    name,
    ...judgement,
  })),
  ...Object.entries(wrongSentencesOfClients).map(([name, judgement]) => ({
    kind: 'client' as const,
    name,
    ...judgement,
  })),
];

/** The command line of an offender, as the kit is given it. */
export function programsOf({ kind, name }: Pick<Offender, 'kind' | 'name'>): Programs {
  const program = `"${process.execPath}" "${join(__dirname, `run-${kind}.mjs`)}" sentence:${name}`;
  return kind === 'server'
    ? { server: `${program} {port}` }
    : { client: `${program} {name} {host} {port}` };
}
