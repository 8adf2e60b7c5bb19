import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { parseOptions, refuse, type Options } from './cli';
import { examineEach } from './each/examine-each';
import { checksOf, examine, type Programs } from './examine';
import { NeverStarted } from './probe';
import { CANNOT_GO_ON, MUST_FAILED, NEVER_STARTED } from './exit-status';
import { Progress } from './report/progress';
import { reporters } from './report/reporters';
import { type Report } from './report/reporters/report';
import { type Result } from './report/result';
import { Refused } from './running/refusal';
import { killEverything } from './running/started-programs';
import { type Tls } from './running/tls';
import { type Wire } from './running/wire';
import { type Omission, type Selection } from './selection';

/** Exit statuses of a run that was stopped, by the signal. */
const STOPPED = { SIGHUP: 129, SIGINT: 130, SIGTERM: 143 };

/** How long a run that is stopped may take to write its report, in milliseconds. */
const LAST_WORDS = 10_000;

/** Whoever does not ask for it need not wait for what makes certificates. */
async function makeTls(): Promise<Tls> {
  const { Tls } = await import('./running/tls');
  const tls = await Tls.make();
  process.on('exit', () => {
    tls.remove();
  });
  return tls;
}

/** As {@link makeTls}, for what speaks WebSocket. */
async function webSocketOver(tls: Tls | undefined): Promise<Wire> {
  const { WebSocketWire } = await import('./running/websocket');
  return new WebSocketWire(tls);
}

/** A WebSocket has no half-close, so that rule 20 says nothing of it. */
const NO_HALF_CLOSE: Omission = {
  ids: ['S-20.*'],
  reason: 'A WebSocket has no half-close: whoever closes is promised no reply.',
};

/** Prints all of a text, and ends the program whatever a check has left open. */
function finish(text: string, status: number): void {
  process.stdout.write(text, () => process.exit(status));
}

function selectionOf({ only = [], level }: Options): Selection {
  return { ids: only, ...(level !== undefined && { level }) };
}

/** Runs the checks of one pair of programs, with a line on the terminal that tells how far it has come. */
async function examined(options: Options, programs: Programs, stop: AbortSignal): Promise<Report> {
  let progress: Progress | undefined;
  const onResult = (result: Result, total: number): void => {
    progress ??= new Progress(total, (text) => process.stderr.write(text));
    progress.add(result);
  };
  return examine(programs, {
    selection: selectionOf(options),
    stop,
    ...(process.stderr.isTTY && { onResult }),
  }).finally(() => progress?.end());
}

async function write(folder: string, report: Report): Promise<void> {
  await writeFile(join(folder, 'report.txt'), reporters.text(report));
  await writeFile(join(folder, 'report.json'), reporters.json(report));
}

async function main(stop: AbortController): Promise<void> {
  const options = parseOptions(process.argv.slice(2));
  if (process.platform === 'win32') refuse('it needs the signals and terminals of Linux or macOS');
  const { server, client, reporter, timeLimit, out } = options;
  if (options.each !== undefined && options.list !== true) {
    await examineEach(options, stop.signal);
    finish('', stoppedBy === undefined ? 0 : STOPPED[stoppedBy]);
    return;
  }
  const tls = options.tls && (await makeTls());
  const programs = {
    ...(server !== undefined && { server }),
    ...(client !== undefined && { client }),
    ...(tls && { tls }),
    ...(options.websocket && {
      wire: await webSocketOver(tls),
      omissions: [NO_HALF_CLOSE],
    }),
  };
  if (options.list === true) {
    const { checks } = checksOf(programs, selectionOf(options));
    const lines = checks.map(({ id, level, statement }) => `${id} ${level} ${statement}\n`);
    finish(lines.join(''), 0);
    return;
  }
  setTimeout(() => {
    stop.abort();
  }, timeLimit * 1000).unref();
  // If that cannot be, it is better known before the run.
  if (out !== undefined) await mkdir(out, { recursive: true });
  const report = await examined(options, programs, stop.signal);
  const printed = reporters[reporter](report);
  if (out !== undefined) {
    await write(out, report).catch((error: unknown) => {
      process.stdout.write(printed);
      throw error;
    });
  }
  const failed = report.results.some(({ check, failure }) => check.level === 'must' && failure);
  const status = stoppedBy === undefined ? (failed ? MUST_FAILED : 0) : STOPPED[stoppedBy];
  finish(printed, status);
}

const stop = new AbortController();
let stoppedBy: keyof typeof STOPPED | undefined;

process.on('exit', killEverything);
for (const signal of ['SIGHUP', 'SIGINT', 'SIGTERM'] as const) {
  process.on(signal, () => {
    // Whoever asks again does not want to wait for a report.
    if (stoppedBy !== undefined) process.exit(STOPPED[signal]);
    stoppedBy = signal;
    stop.abort();
    setTimeout(() => process.exit(STOPPED[signal]), LAST_WORDS).unref();
  });
}
// What a check has begun and, once it has failed, no longer waits for.
process.on('unhandledRejection', () => undefined);

main(stop).catch((error: unknown) => {
  if (error instanceof RangeError) refuse(error.message);
  if (error instanceof NeverStarted) {
    const stderr = error.stderr === '' ? '' : `\nThe end of its stderr:\n${error.stderr}`;
    end(`the program did not start. ${error.message}.${stderr}`, NEVER_STARTED);
  } else if (error instanceof Refused || (error instanceof Error && 'syscall' in error)) {
    end(`${error.message}.`, CANNOT_GO_ON);
  } else {
    setImmediate(() => {
      throw error;
    });
  }
});

function end(complaint: string, status: number): void {
  process.stderr.write(`chat-conformance: ${complaint}\n`, () => process.exit(status));
}
