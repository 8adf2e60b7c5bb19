import { setTimeout as delay } from 'node:timers/promises';

/**
 * What is awaited, if it comes in time.
 *
 * @param limit in milliseconds
 * @param complaint what the error says when these are over
 */
export async function within<T>(limit: number, complaint: string, body: Promise<T>): Promise<T> {
  const cancel = new AbortController();
  const late = delay(limit, undefined, { signal: cancel.signal }).then(() => {
    throw new Error(complaint);
  });
  late.catch(() => undefined);
  try {
    return await Promise.race([body, late]);
  } finally {
    cancel.abort();
  }
}
