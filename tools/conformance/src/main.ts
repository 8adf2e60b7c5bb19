import { version } from '../package.json';
import { ClientUnderTest, clientChecks } from './client';
import { parseOptions, refuse, type Options } from './cli';
import { NeverStarted, probeClient, probeServer } from './probe';
import { Progress } from './report/progress';
import { reporters } from './report/reporters';
import { type Result } from './report/result';
import { readyFor, runChecks, type ReadyCheck } from './running/runner';
import { select } from './selection';
import { serverChecks, ServerUnderTest } from './server';
import { killEverything } from './running/started-programs';
import { type Tls } from './running/tls';

const MUST_FAILED = 1;
const NEVER_STARTED = 3;

/** The checks that the command line asks for; `--list` without a program is about all there are. */
function selectChecks({ server, client, only = [], level }: Options, tls?: Tls): ReadyCheck[] {
  const all = server === undefined && client === undefined;
  const checks = [
    ...(all || server !== undefined
      ? readyFor(new ServerUnderTest(server ?? '', tls), serverChecks)
      : []),
    ...(all || client !== undefined
      ? readyFor(new ClientUnderTest(client ?? '', tls), clientChecks)
      : []),
  ];
  try {
    return select(checks, { ids: only, ...(level !== undefined && { level }) });
  } catch (error) {
    return refuse((error as RangeError).message);
  }
}

/** Whoever does not ask for it need not wait for what makes certificates. */
async function makeTls(): Promise<Tls> {
  const { Tls } = await import('./running/tls');
  const tls = await Tls.make();
  process.on('exit', () => {
    tls.remove();
  });
  return tls;
}

async function run(checks: readonly ReadyCheck[]): Promise<Result[]> {
  if (!process.stderr.isTTY) return Promise.all(runChecks(checks));
  const progress = new Progress(checks.length, (text) => process.stderr.write(text));
  const results = runChecks(checks).map(async (awaited) => {
    const result = await awaited;
    progress.add(result);
    return result;
  });
  return Promise.all(results).finally(() => {
    progress.end();
  });
}

/** Prints all of a text, and ends the program whatever a check has left open. */
function finish(text: string, status: number): void {
  process.stdout.write(text, () => process.exit(status));
}

async function main(): Promise<void> {
  const options = parseOptions(process.argv.slice(2));
  const { server, client, reporter } = options;
  const tls = options.tls && (await makeTls());
  const checks = selectChecks(options, tls);
  if (options.list === true) {
    const lines = checks.map(({ id, level, statement }) => `${id} ${level} ${statement}\n`);
    finish(lines.join(''), 0);
    return;
  }
  const start = performance.now();
  const notes = [
    ...(server === undefined ? [] : await probeServer(new ServerUnderTest(server, tls))),
    ...(client === undefined ? [] : await probeClient(new ClientUnderTest(client, tls))),
  ];
  const results = await run(checks);
  const durationMs = Math.round(performance.now() - start);
  const programs = {
    ...(server !== undefined && { server }),
    ...(client !== undefined && { client }),
  };
  const failed = results.some(({ check, failure }) => check.level === 'must' && failure);
  finish(
    reporters[reporter]({ version, ...programs, notes, results, durationMs }),
    failed ? MUST_FAILED : 0,
  );
}

process.on('exit', killEverything);
for (const [signal, status] of [
  ['SIGINT', 130],
  ['SIGTERM', 143],
] as const) {
  process.once(signal, () => process.exit(status));
}
// What a check has begun and, once it has failed, no longer waits for.
process.on('unhandledRejection', () => undefined);

main().catch((error: unknown) => {
  if (!(error instanceof NeverStarted)) {
    setImmediate(() => {
      throw error;
    });
    return;
  }
  const stderr = error.stderr === '' ? '' : `\nThe end of its stderr:\n${error.stderr}`;
  process.stderr.write(`chat-conformance: the program did not start. ${error.message}.${stderr}\n`);
  process.exit(NEVER_STARTED);
});
