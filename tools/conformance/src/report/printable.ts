/**
 * Text that does nothing to the terminal that shows it: control characters are spelled out, and those
 * that set the direction of text.
 */
export function printable(text: string): string {
  return text.replace(/(?![\t\n])[\p{Cc}\p{Bidi_Control}]/gu, spellOut);
}

/** `\u001b` for an escape. */
export function spellOut(character: string): string {
  return `\\u${character.charCodeAt(0).toString(16).padStart(4, '0')}`;
}
