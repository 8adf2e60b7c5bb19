import { killAll } from './children';
import { parseOptions, refuse, type Options } from './cli';
import { given, own, peers, type Peer } from './peers';
import { Progress } from './report/progress';
import { scenarioTable } from './report/table';
import { scenarios, type Scenario } from './scenarios';
import { measure } from './series';

const FAILED = 1;

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

function selectScenarios({ only }: Options): readonly Scenario[] {
  return only === undefined ? scenarios : choose('scenario', scenarios, only);
}

function selectSystems({ systems, server }: Options): readonly Peer[] {
  const chosen = systems === undefined ? own : choose('system', [...own, ...peers], systems);
  return [...chosen, ...server.map(given)];
}

async function main(): Promise<void> {
  const options = parseOptions(process.argv.slice(2));
  const chosen = selectScenarios(options);
  const systems = selectSystems(options);
  const progress = new Progress(process.stderr);
  for (const scenario of chosen) {
    const series = await measure(scenario, {
      systems,
      rounds: options.runs,
      seconds: options.seconds,
      onProgress: (text) => {
        progress.show(text);
      },
    });
    progress.end();
    process.stdout.write(`${scenarioTable(scenario, series)}\n`);
    if (series.some(({ fault }) => fault !== undefined)) process.exitCode = FAILED;
  }
}

process.on('exit', killAll);
for (const [signal, status] of [
  ['SIGINT', 130],
  ['SIGTERM', 143],
] as const) {
  process.once(signal, () => process.exit(status));
}

void main();
