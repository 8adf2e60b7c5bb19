import { type Scenario } from '../scenarios';
import { type Measured } from '../series';
import { caseTable } from './case-table';
import { ratedCases, type Case } from './cases';
import { encryptionTable } from './encryption';
import { overview } from './overview';
import { processTable } from './process-table';
import { type Results } from './results';
import { serversTable } from './servers-table';

/** A picture of a scenario, by its name: Markdown, or nothing. */
export type Picture = (name: string) => string;

const JOINED =
  '2 × chat: two servers that a broker joins, NATS for chat and Redis for Socket.IO; CPU-s/M is that of ' +
  'all of them together, without the broker. Members, and those of each channel, are spread over them. Beside ' +
  'one: one server without a broker, in the same round.';

/** Everything as Markdown: first what a delivery costs at given rates, then the closed loop. */
export function allTables(results: Results, picture: Picture = () => ''): string {
  const measured = results.scenarios.filter(({ series }) => series.some(({ runs }) => runs.length));
  const rated = measured.map((one) => ({ ...one, cases: ratedCases(one) }));
  const closed: Case[] = [...measured];
  const cases = [...rated.flatMap((one) => one.cases), ...closed];
  const parts = [
    section('### Overview', overview(cases)),
    ...rated.map((one) => ratedSection(one, picture)),
    ...closed.map((one) =>
      section(`### ${one.scenario.name}, closed loop`, about(one.scenario), caseTable(one)),
    ),
    section('### Several servers', JOINED, serversTable(cases)),
    section('### What encryption costs', encryptionTable(cases)),
    section('### Startup and memory', processTable(results)),
    faults(results),
    results.missing.map(({ system, why }) => `- Not measured: ${system} (${why}).\n`).join(''),
    measured.length > 0 ? conditions(results) : '',
  ];
  return parts.filter((part) => part !== '').join('\n');
}

function ratedSection(
  { scenario, cases }: Measured & { cases: readonly Case[] },
  picture: Picture,
): string {
  const tables = cases.map((one) =>
    section(`#### ${scenario.name} at ${one.rate ?? 0} messages a second`, caseTable(one)),
  );
  return section(
    `### ${scenario.name} at given rates`,
    people(scenario),
    picture(scenario.name),
    ...tables,
  );
}

/** A heading and what is under it; nothing, if there is nothing. */
function section(heading: string, ...parts: readonly string[]): string {
  const content = parts.filter((part) => part !== '').map((part) => part.trimEnd());
  return parts.at(-1) === undefined || parts.at(-1) === ''
    ? ''
    : `${[heading, ...content].join('\n\n')}\n`;
}

function people({ members, channels, senders }: Scenario): string {
  const where = channels === 1 ? 'one channel' : `${channels} channels`;
  return `${members} members in ${where}, ${senders === 1 ? 'one talks' : `${senders} talk`}.`;
}

function about(scenario: Scenario): string {
  const { members, channels, inFlight, idle, roaming, burst } = scenario;
  if (roaming) {
    return `${members} members that talk, and go from one of ${channels} channels to another, at random.`;
  }
  const flight = `${inFlight} in flight${burst ? ', in bursts' : ''}`;
  const beside = idle > 0 ? `, ${idle} idle connections beside them` : '';
  return people(scenario).replace(/\.$/, `, ${flight}${beside}.`);
}

function faults({ scenarios }: Results): string {
  return scenarios
    .flatMap(({ scenario, series, twin }) =>
      [...series, twin].flatMap((one) => {
        const which = one === twin ? `${one.system} again` : one.system;
        const { fault } = one;
        return fault === undefined ? [] : `- Failed: ${which} in ${scenario.name}: ${fault}.\n`;
      }),
    )
    .join('');
}

/** What the columns mean, and where the figures come from. */
function conditions({ machine, date, rounds, seconds, scenarios }: Results): string {
  const counts = scenarios.flatMap(({ series }) =>
    series.flatMap(({ runs, fault }) => (fault === undefined ? [runs.length] : [])),
  );
  if (counts.length === 0) return '';
  const fewest = Math.min(...counts);
  const most = Math.max(...counts);
  const runs = `${fewest === most ? '' : `${fewest} to `}${most} runs (best–worst)`;
  const stopped = fewest < rounds ? `, stopped before there were ${rounds}` : '';
  return (
    'CPU-s/M: CPU seconds of the server for a million deliveries. Generator: the part of its core ' +
    'that the load generator was busy. Of the limit: the cost of the limit, as a part of this ' +
    `system's. ≈: no difference beyond the noise. Medians of ${runs}${stopped}; ` +
    `${seconds} s each, at least. ${date.slice(0, 10)}, ${machine}.\n`
  );
}
