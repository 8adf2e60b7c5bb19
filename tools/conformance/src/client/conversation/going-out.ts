import { type ClientUnderTest } from '../driver/client-under-test';
import { piped } from '../driver/piped-session';

/** A check's `run`: this on stdin goes out as frames of just these payloads. */
export function goesOut(
  typed: string,
  ...payloads: string[]
): (subject: ClientUnderTest) => Promise<void> {
  return piped(async ({ client, server }) => {
    client.types(typed);
    await server.receives(...payloads);
    client.types('that is all\n');
    await server.receives('that is all');
  });
}
