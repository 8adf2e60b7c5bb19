import { refuse, type Options } from './cli';
import { openFileLimit } from './measure/open-files';
import { find, given, needs, own, peers, several, type Peer } from './peers';
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

/** Files that a process has open beside its connections, at most. */
const OTHER_FILES = 100;

/** The scenarios to run; ends the program if there are more connections in one than there can be. */
export function selectScenarios({ only }: Options): readonly Scenario[] {
  const chosen = only === undefined ? scenarios : choose('scenario', scenarios, only);
  const limit = openFileLimit();
  for (const { name, members, senders, idle } of chosen) {
    // Some systems need a second connection of who talks.
    const files = members + senders + idle + OTHER_FILES;
    if (files > limit) {
      refuse(
        `${name} needs ${files} open files, but ulimit -Hn is ${limit}: choose others by --only`,
      );
    }
  }
  return chosen;
}

export interface Selection {
  readonly systems: readonly Peer[];
  readonly missing: readonly { readonly system: string; readonly why: string }[];
}

/** What is to be measured, as far as it is installed. */
export function selectSystems({ systems, peers: all, server, servers }: Options): Selection {
  const usual = [...own, ...(all === true ? peers : [])].filter(
    ({ joint }) => servers.length === 0 || joint !== undefined,
  );
  const alone = systems === undefined ? usual : choose('system', [...own, ...peers], systems);
  const chosen = alone.flatMap((peer) => [
    peer,
    ...servers.flatMap((count) => several(count, peer)),
  ]);
  const missing = chosen.flatMap((peer) =>
    needs(peer)
      .filter((programs) => programs.every((program) => find(program) === undefined))
      .map((programs) => ({ system: peer.name, why: `${programs.join(', ')}: not installed` })),
  );
  const present = chosen.filter(({ name }) => missing.every(({ system }) => system !== name));
  return { systems: [...present, ...server.map(given)], missing };
}
