import { version } from '../package.json';
import {
  clientChecks,
  clientHabits,
  clientSuspects,
  ClientUnderTest,
  evidentClientCauses,
} from './client';
import { probeClient, probeServer } from './probe';
import { totalsByLevel, type Result } from './report/result';
import { type Report } from './report/reporters/report';
import { findingsOf } from './roots/findings';
import { type Habits } from './roots/habits';
import { withTrueCauses } from './roots/verdict';
import { readyFor, runChecks, type ReadyCheck } from './running/runner';
import { triedAgain } from './running/second-try';
import { StartedPrograms } from './running/started-programs';
import { unlessStopped } from './running/unless-stopped';
import { type Tls } from './running/tls';
import { type Wire } from './running/wire';
import { select, withoutOmitted, type Omission, type Selection } from './selection';
import {
  evidentServerCauses,
  serverChecks,
  serverHabits,
  serverSuspects,
  ServerUnderTest,
} from './server';

/** What is examined: a server, a client, or both, by their command lines. */
export interface Programs {
  readonly server?: string;
  readonly client?: string;
  /** What lies between TCP and the frames of the server. */
  readonly wire?: Wire;
  readonly tls?: Tls;
  /** Checks that say nothing of what is examined so. */
  readonly omissions?: readonly Omission[];
}

export interface Examination {
  readonly selection: Selection;
  /** Ends the examination early: what is not judged by then is left out of the report. */
  readonly stop?: AbortSignal;
  /** Told of each result when it is there. */
  readonly onResult?: (result: Result, total: number) => void;
}

/** Timed-out checks that are tried again: more of them are no matter of a busy machine. */
const SECOND_TRIES = 8;

/** A check that failed because nothing came in time. */
const TIMED_OUT = /\(waited \d+ ms\)|took longer than|did not accept a connection/;

/** The checks of these programs, or of any if there are none. */
export function checksOf(programs: Programs, selection: Selection): Docket {
  const { server, client, tls, wire = tls, omissions = [] } = programs;
  const all = server === undefined && client === undefined;
  const subjects = {
    server: new ServerUnderTest(server ?? '', wire),
    client: new ClientUnderTest(client ?? '', tls),
  };
  const checks = select(
    withoutOmitted(
      [
        ...(all || server !== undefined ? readyFor(subjects.server, serverChecks) : []),
        ...(all || client !== undefined ? readyFor(subjects.client, clientChecks) : []),
      ],
      omissions,
    ),
    selection,
  );
  return { checks, subjects };
}

interface Docket {
  readonly checks: ReadyCheck[];
  readonly subjects: { readonly server: ServerUnderTest; readonly client: ClientUnderTest };
}

/**
 * Runs the checks of one or two programs, and finds out what the failures come of.
 *
 * @throws RangeError if the selection leaves no check
 * @throws NeverStarted if a program does not accept, or not connect
 * @throws Refused if the system gives the kit too little to judge anything
 */
export async function examine(programs: Programs, examination: Examination): Promise<Report> {
  const start = performance.now();
  const { server, client, omissions = [] } = programs;
  const { selection, stop } = examination;
  const { checks, subjects } = checksOf(programs, selection);
  await unlessStopped(prepare(programs, subjects), stop).catch((error: unknown) => {
    if (stop?.aborted !== true) throw error;
  });
  const done = await judged(checks, examination);
  const refused = done.filter(({ refusal }) => refusal !== undefined);
  const first = done.filter(({ unjudged }) => unjudged !== true);
  const tried = stop?.aborted === true ? first : await withSecondTries(checks, first, stop);
  const results = await unlessStopped(explained(tried, programs, subjects, true), stop).catch(() =>
    explained(tried, programs, subjects, false),
  );
  const doneIds = new Set([...results, ...refused].map(({ check }) => check.id));
  const habits = [...subjects.server.habits.found, ...subjects.client.habits.found];
  return {
    version,
    ...(server !== undefined && { server }),
    ...(client !== undefined && { client }),
    findings: findingsOf(results, habits),
    results,
    totals: totalsByLevel(results),
    omissions: [...omissions, ...omissionOf(refused)],
    unjudged: checks.map(({ id }) => id).filter((id) => !doneIds.has(id)),
    durationMs: Math.round(performance.now() - start),
  };
}

/** Finds out whether the programs start at all, and what they do everywhere. */
async function prepare({ server, client }: Programs, subjects: Docket['subjects']): Promise<void> {
  if (server !== undefined) {
    await probeServer(subjects.server);
    subjects.server.habits = await alone(() => serverHabits(subjects.server));
  }
  if (client !== undefined) {
    await probeClient(subjects.client);
    subjects.client.habits = await alone(() => clientHabits(subjects.client));
  }
}

/** Runs what starts programs of its own, and ends these. */
async function alone(body: () => Promise<Habits>): Promise<Habits> {
  const programs = new StartedPrograms();
  try {
    return await programs.during(body);
  } finally {
    await programs.kill();
  }
}

async function judged(
  checks: readonly ReadyCheck[],
  { stop, onResult }: Examination,
): Promise<Result[]> {
  const results = runChecks(checks, stop === undefined ? {} : { stop }).map(async (awaited) => {
    const result = await awaited;
    // What needs much may well be refused it. Where little is too much, no verdict can be trusted.
    if (result.refusal !== undefined && result.check.level === 'must') throw result.refusal;
    if (result.unjudged !== true) onResult?.(result, checks.length);
    return result;
  });
  return Promise.all(results);
}

/** What is said of checks that the system did not let run. */
function omissionOf(refused: readonly Result[]): Omission[] {
  const [reason] = refused.flatMap(({ refusal }) => refusal ?? []);
  if (reason === undefined) return [];
  return [{ ids: refused.map(({ check }) => check.id), reason: `Here ${reason.message}.` }];
}

/** A machine may be busy: what came too late is asked for once more. */
async function withSecondTries(
  checks: readonly ReadyCheck[],
  results: readonly Result[],
  stop: AbortSignal | undefined,
): Promise<Result[]> {
  const late = ({ failure }: Result): boolean => TIMED_OUT.test(failure?.message ?? '');
  if (results.filter(late).length > SECOND_TRIES) return [...results];
  return triedAgain(checks, results, late, stop);
}

async function explained(
  results: readonly Result[],
  { server, client }: Programs,
  subjects: Docket['subjects'],
  tryThem: boolean,
): Promise<Result[]> {
  const of = (kind: string): Result[] => results.filter(({ check }) => check.id.startsWith(kind));
  const [servers, clients] = [of('S-'), of('C-')];
  return [
    ...(server === undefined
      ? servers
      : await withTrueCauses(servers, {
          subject: subjects.server,
          suspects: tryThem ? serverSuspects : [],
          evident: evidentServerCauses,
        })),
    ...(client === undefined
      ? clients
      : await withTrueCauses(clients, {
          subject: subjects.client,
          suspects: tryThem ? clientSuspects : [],
          evident: evidentClientCauses,
        })),
  ];
}
