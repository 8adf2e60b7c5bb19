import inspector from 'node:inspector';
import { constants } from 'node:os';
import { isatty } from 'node:tty';

/** There is a window, and SIGHUP says that it was closed. */
const ATTENDED = isatty(0) || isatty(2);

/** By which other servers are asked for something, and this one for nothing. */
const UNUSED = ['SIGUSR1', 'SIGUSR2'] as const;

const STOPPING = ['SIGINT', 'SIGTERM', 'SIGQUIT'] as const;

/**
 * Calls the function with the name of a signal that asks for nothing. Without that, Node would open a
 * debugger on SIGUSR1, and end on SIGUSR2.
 */
export function onUnused(tell: (signal: string) => void): void {
  for (const signal of UNUSED) process.on(signal, tell);
  // Node may have had a SIGUSR1 before that. It is done with it when the first turn is over.
  setImmediate(() => {
    const asked = [...process.execArgv, process.env['NODE_OPTIONS']].join(' ');
    if (inspector.url() !== undefined && !asked.includes('--inspect')) inspector.close();
  });
}

/** Calls the function when something is to be read again. */
export function onReload(reload: () => void): void {
  if (!ATTENDED) process.on('SIGHUP', reload);
}

/**
 * @param stop called by the first signal that asks for it
 * @param exit called by the second, with the exit status
 */
export function onStop(stop: () => void, exit: (status: number) => void): void {
  let stopping = false;
  const begin = (): void => {
    if (stopping) return;
    stopping = true;
    stop();
  };
  for (const signal of STOPPING) {
    process.on(signal, () => {
      if (stopping) exit(128 + constants.signals[signal]);
      else begin();
    });
  }
  // A window that is closed says so more than once: both the shell and the system do.
  if (ATTENDED) process.on('SIGHUP', begin);
}
