import { once } from 'node:events';

/** What is awaited, or an error as soon as the run is stopped. */
export async function unlessStopped<T>(
  body: Promise<T>,
  stop: AbortSignal | undefined,
): Promise<T> {
  if (stop === undefined) return body;
  const done = new AbortController();
  if (stop.aborted) throw new Error('The run was stopped');
  const stopped = once(stop, 'abort', { signal: done.signal }).then((): never => {
    throw new Error('The run was stopped');
  });
  try {
    return await Promise.race([body, stopped]);
  } finally {
    stopped.catch(() => undefined);
    done.abort();
  }
}
