/** Colours in which names are written. */
const TONES = 6;

/** The class of a name's colour: the same for the same name. */
export function toneOf(name: string): string {
  let sum = 0;
  for (let at = 0; at < name.length; at++) sum = (sum * 31 + name.charCodeAt(at)) >>> 0;
  return `tone-${sum % TONES}`;
}
