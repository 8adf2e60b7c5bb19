import { setTimeout as delay } from 'node:timers/promises';

/** What a program may take to say why it has just failed, in milliseconds. */
const TIME = 100;

/**
 * Runs the body of a check. If that fails, the program gets a moment before it is ended: a stack trace
 * often comes after the end of the connection that is what the check has seen.
 */
export async function withLastWords(body: () => Promise<void>): Promise<void> {
  try {
    await body();
  } catch (error) {
    await delay(TIME);
    throw error;
  }
}
