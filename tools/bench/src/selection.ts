import { refuse, type Options } from './cli';
import { find, given, own, peers, type Peer } from './peers';
import { scenarios, type Scenario } from './scenarios';

/** Those of the things with a name that were asked for, in the order of the asking. */
function choose<T extends { name: string }>(
  kind: string,
  all: readonly T[],
  names: readonly string[],
): T[] {
  return names.map((name) => {
    const found = all.find((one) => one.name === name);
    const known = all.map((one) => one.name).join(', ');
    return found ?? refuse(`there is no ${kind} ${name}: choose from ${known}`);
  });
}

export function selectScenarios({ only }: Options): readonly Scenario[] {
  return only === undefined ? scenarios : choose('scenario', scenarios, only);
}

export interface Selection {
  readonly systems: readonly Peer[];
  readonly missing: readonly { readonly system: string; readonly why: string }[];
}

/** What is to be measured, as far as it is installed. */
export function selectSystems({ systems, peers: all, server }: Options): Selection {
  const chosen =
    systems === undefined
      ? [...own, ...(all === true ? peers : [])]
      : choose('system', [...own, ...peers], systems);
  const missing = chosen.flatMap(({ name, program }) =>
    program === undefined || find(program) !== undefined
      ? []
      : [{ system: name, why: `${program} is not installed` }],
  );
  const present = chosen.filter(({ name }) => missing.every(({ system }) => system !== name));
  return { systems: [...present, ...server.map(given)], missing };
}
