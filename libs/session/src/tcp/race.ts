/** Milliseconds that an attempt is alone, before the next begins beside it (RFC 8305). */
const ATTEMPT_DELAY = 250;

/** An attempt to connect. */
export interface Attempt<Connection> {
  readonly connected: Promise<Connection>;
  /** Gives it up. */
  cancel(): void;
}

/**
 * Makes attempts as RFC 8305 has it: the next begins a quarter of a second after the one before, which goes
 * on, or as soon as one fails. The first that succeeds ends all others.
 *
 * @param begin what begins each attempt, in order; there is one at least
 * @throws the fault of the first attempt that failed, if all do; or why the signal was aborted
 */
export function race<Connection>(
  begin: readonly (() => Attempt<Connection>)[],
  signal: AbortSignal,
): Promise<Connection> {
  const running = new Set<Attempt<Connection>>();
  const waiting = [...begin];
  let timer: NodeJS.Timeout | undefined;
  const end = (): void => {
    clearTimeout(timer);
    for (const attempt of running) attempt.cancel();
  };
  return new Promise((resolve, reject) => {
    const faults: Error[] = [];
    const next = (): void => {
      clearTimeout(timer);
      const attempt = waiting.shift()?.();
      if (attempt === undefined) {
        if (running.size === 0) reject(faults[0] ?? new Error('There is nothing to attempt.'));
        return;
      }
      running.add(attempt);
      if (waiting.length > 0) timer = setTimeout(next, ATTEMPT_DELAY);
      attempt.connected.then(
        (connection) => {
          running.delete(attempt);
          end();
          waiting.length = 0;
          resolve(connection);
        },
        (fault: unknown) => {
          running.delete(attempt);
          faults.push(fault as Error);
          if (!signal.aborted) next();
        },
      );
    };
    const abort = (): void => {
      end();
      reject(signal.reason as Error);
    };
    signal.addEventListener('abort', abort, { once: true });
    if (signal.aborted) abort();
    else next();
  });
}
