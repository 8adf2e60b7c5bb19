import { once, type EventEmitter } from 'node:events';
import { type Mismatch } from './mismatch';

/** How long anything awaited may take, in milliseconds, unless a check says otherwise. */
export const PATIENCE = 5000;

/**
 * Waits for what `look` answers, asking now and again at every 'change' of the subject, until that
 * is neither false nor undefined.
 *
 * @param look may throw, to fail at once when waiting has become hopeless
 * @param failure what came instead, told when `limit` milliseconds are over
 */
export async function until<T>(
  subject: EventEmitter,
  look: () => T | false | undefined,
  failure: () => string | Mismatch,
  limit = PATIENCE,
): Promise<T> {
  let signal: AbortSignal | undefined;
  for (;;) {
    const found = look();
    if (found !== false && found !== undefined) return found;
    signal ??= AbortSignal.timeout(limit);
    await once(subject, 'change', { signal }).catch(() => {
      const failed = failure();
      const error = typeof failed === 'string' ? new Error(failed) : failed;
      error.message += ` (waited ${limit} ms)`;
      throw error;
    });
  }
}
