const LINES = 20;
const LENGTH = 2000;

/** The last lines of what a program wrote, as much as a report should show. */
export function tail(text: string): string {
  return text.trimEnd().split('\n').slice(-LINES).join('\n').slice(-LENGTH);
}
