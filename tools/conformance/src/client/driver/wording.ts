/** What a client prints (rules 22 and 24): the exact text, apart from the libraries under test. */
export const PROMPT = '[Me] ';

/** What wipes a prompt before a message is written in its place. */
export const WIPE = '\r    \r';

/** A message from the server, written over the prompt, and the prompt again. */
export function said(text: string): string {
  return `${WIPE}${text}\n${PROMPT}`;
}

/** A blank frame: nothing but the prompt again. */
export const SAID_NOTHING = WIPE + PROMPT;

export function disconnected(host: string, port: number): string {
  return `${WIPE}Server at ${host}:${port} has disconnected\n`;
}

export function cannotConnect(host: string, port: number): string {
  return `Unable to connect to ${host}:${port}\n`;
}
