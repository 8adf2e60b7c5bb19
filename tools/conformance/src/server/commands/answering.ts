import { serving, type ServerUnderTest } from '../driver/server-under-test';

/** A check's `run`: what Alice, in no channel, says in one piece is answered by just this. */
export function answers(
  payloads: string[],
  ...replies: string[]
): (subject: ServerUnderTest) => Promise<void> {
  return serving(async (server) => {
    const alice = await server.connect('Alice');
    await alice.heard();
    alice.say(...payloads);
    await alice.receives(...replies);
    await alice.fence();
  });
}

/** A check's `run`: this of Alice, in no channel, is answered by this error. */
export function errs(payload: string, error: string): (subject: ServerUnderTest) => Promise<void> {
  return serving(async (server) => {
    const alice = await server.enter('Alice');
    alice.say(payload);
    await alice.receives(error);
  });
}

/** Names that formatting functions of many languages would not leave alone. */
export const FORMATS = [
  '{0}',
  '{1}',
  '{',
  '$&',
  "$'",
  '$1',
  '%s',
  '%',
  '\\1',
  '\\',
  "'",
  '"',
  '<b>',
  '${x}',
];
