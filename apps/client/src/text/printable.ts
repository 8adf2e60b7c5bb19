/**
 * What a terminal might obey, or be misled by: control characters (C0, DEL, C1), bidirectional
 * controls, and the line and paragraph separators. The newline is none of them.
 */
const UNSAFE = /[^\P{Cc}\n]|[\p{Bidi_Control}\p{Zl}\p{Zp}]/gu;

const DELETE = 0x7f;
/** Unicode's pictures of the control characters: `␀` for NUL and so on, `␡` for DEL. */
const PICTURES = 0x2400;
const PICTURE_OF_DELETE = 0x2421;
const REPLACEMENT = '\ufffd';

/**
 * Text from the network as a terminal may show it (rule 26): what is unsafe becomes visible and loses
 * its power. Newlines stay, since a reply to /list has several lines; a tab becomes a space.
 */
export function printable(text: string): string {
  return text.replace(/\r\n/g, '\n').replace(/\t/g, ' ').replace(UNSAFE, picture);
}

function picture(character: string): string {
  const code = character.charCodeAt(0);
  if (code === DELETE) return String.fromCharCode(PICTURE_OF_DELETE);
  return code < 0x20 ? String.fromCharCode(PICTURES + code) : REPLACEMENT;
}
