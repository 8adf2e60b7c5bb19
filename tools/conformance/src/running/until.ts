import { type EventEmitter } from 'node:events';
import { type Mismatch } from '../report/mismatch';
import { Patience, PATIENCE, START_PATIENCE } from './patience';

/**
 * Waits for what `look` answers, asking now and again at every 'change' of the subject, until that
 * is neither false nor undefined.
 *
 * @param look may throw, to fail at once when waiting has become hopeless
 * @param failure what came instead, told when `full` milliseconds are over, or what {@link Patience}
 *   leaves of them
 */
export async function until<T>(
  subject: EventEmitter,
  look: () => T | false | undefined,
  failure: () => string | Mismatch,
  full = PATIENCE,
): Promise<T> {
  const found = look();
  if (found !== false && found !== undefined) return found;
  const patience = Patience.current;
  const limit = patience.limit(full);
  const start = performance.now();
  const late = await changed(subject, look, limit);
  if (late === EXPIRED) {
    patience.waitedInVain();
    throw withTime(failure(), limit);
  }
  // How long it takes to start says nothing of how long its answers take.
  if (full < START_PATIENCE) patience.waited(performance.now() - start);
  return late;
}

const EXPIRED: unique symbol = Symbol('expired');

function changed<T>(
  subject: EventEmitter,
  look: () => T | false | undefined,
  limit: number,
): Promise<T | typeof EXPIRED> {
  return new Promise((resolve, reject) => {
    const settle = (conclude: () => void): void => {
      clearTimeout(timer);
      subject.off('change', onChange);
      conclude();
    };
    const onChange = (): void => {
      try {
        const found = look();
        if (found === false || found === undefined) return;
        settle(() => {
          resolve(found);
        });
      } catch (error) {
        settle(() => {
          reject(error instanceof Error ? error : new Error(String(error)));
        });
      }
    };
    const expire = (): void => {
      settle(() => {
        resolve(EXPIRED);
      });
    };
    // What this process was too busy to read comes before the end of the wait.
    const timer = setTimeout(() => setImmediate(expire), limit);
    subject.on('change', onChange);
  });
}

function withTime(failed: string | Mismatch, limit: number): Error {
  const error = typeof failed === 'string' ? new Error(failed) : failed;
  error.message += ` (waited ${limit} ms)`;
  return error;
}
