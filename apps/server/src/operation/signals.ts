import { constants } from 'node:os';
import { isatty } from 'node:tty';

/** There is a window, and SIGHUP says that it was closed. */
const ATTENDED = isatty(0) || isatty(2);

/** By which other servers are asked for something, and this one for nothing. */
const UNUSED = ['SIGUSR1', 'SIGUSR2'] as const;

const STOPPING = ['SIGINT', 'SIGTERM', 'SIGQUIT'] as const;

/**
 * A signal that comes again within this time (ms) is the same one: Ctrl-C reaches every process of a
 * terminal, and npm, which may be one of them, hands it on.
 */
const ECHO_TIME = 1000;

/**
 * Calls the function with the name of a signal that asks for nothing. Without that, Node would open a
 * debugger on SIGUSR1, and end on SIGUSR2.
 */
export function onUnused(tell: (signal: string) => void): void {
  for (const signal of UNUSED) process.on(signal, tell);
  // Node may have had a SIGUSR1 before that. It is done with it when the first turn is over.
  setImmediate(() => void closeDebugger());
}

/** Closes the debugger, unless it was asked for. */
async function closeDebugger(): Promise<void> {
  const asked = [...process.execArgv, process.env['NODE_OPTIONS']].join(' ').includes('--inspect');
  // It takes time to load.
  const { default: inspector } = await import('node:inspector');
  if (!asked && inspector.url() !== undefined) inspector.close();
}

/** Calls the function when something is to be read again. */
export function onReload(reload: () => void): void {
  if (!ATTENDED) process.on('SIGHUP', reload);
}

/**
 * @param stop called by the first signal that asks for it
 * @param exit called by the second, a second later or more, with the exit status
 */
export function onStop(stop: () => void, exit: (status: number) => void): void {
  let since: number | undefined;
  const begin = (): void => {
    if (since !== undefined) return;
    since = performance.now();
    stop();
  };
  for (const signal of STOPPING) {
    process.on(signal, () => {
      if (since === undefined) begin();
      else if (performance.now() - since > ECHO_TIME) exit(128 + constants.signals[signal]);
    });
  }
  // A window that is closed says so more than once: both the shell and the system do.
  if (ATTENDED) process.on('SIGHUP', begin);
}
