/** What the system says when it gives a process no more files, processes or memory. */
const CODES = new Set<unknown>(['EMFILE', 'ENFILE', 'EAGAIN', 'ENOMEM', 'ENOBUFS']);

/** The kit was refused what it needs: that says nothing of the program under test. */
export class Refused extends Error {}

/** What the system refused the kit, if an error comes of that. */
export function refusalIn(error: unknown): Refused | undefined {
  if (error instanceof Refused) return error;
  if (!(error instanceof Error)) return undefined;
  if (!('code' in error) || !CODES.has(error.code)) return refusalIn(error.cause);
  const advice = 'raise its limits (`ulimit -n`, `ulimit -u`) or close other programs';
  return new Refused(`the system refuses the kit what it needs: ${error.message}; ${advice}`);
}
