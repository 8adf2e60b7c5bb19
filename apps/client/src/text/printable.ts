import { late } from '../late';

/** An emoji, in which joiners and variation selectors may be. */
const ONE_EMOJI = String.raw`\p{Extended_Pictographic}[\ufe0e\ufe0f]?\p{Emoji_Modifier}?`;
const EMOJI = String.raw`${ONE_EMOJI}(?:\u200d${ONE_EMOJI})*|[0-9#*]\ufe0f\u20e3`;

/** The scripts whose letters are written in another way with a joiner between them. */
const SCRIPTS =
  'Arab Syrc Mong Nkoo Deva Beng Guru Gujr Orya Taml Telu Knda Mlym Sinh Mymr Khmr Tibt'.split(' ');
const LETTER = `(?=\\p{L})[${SCRIPTS.map((script) => `\\p{scx=${script}}`).join('')}]`;
const JOINER = String.raw`(?<=${LETTER}\p{M}*)[\u200c\u200d]`;

/**
 * What a terminal might obey, or be misled by: control characters (C0, DEL, C1), bidirectional
 * controls, and the line and paragraph separators. The newline is none of them. And what nobody can see:
 * default-ignorable characters, among them fillers and tags.
 */
const UNSAFE = String.raw`[^\P{Cc}\n]|[\p{Bidi_Control}\p{Zl}\p{Zp}\p{Default_Ignorable_Code_Point}]`;

/** What most text is, for which the rest need not be made. */
const PLAIN = /^[\x20-\x7e\n]*$/;

const inText = late(() => unsafe(`${JOINER}(?=${LETTER})`));
const inPart = late(() => unsafe(`${JOINER}(?=${LETTER}|$)`));

const DELETE = 0x7f;
/** Unicode's pictures of the control characters: `␀` for NUL and so on, `␡` for DEL. */
const PICTURES = 0x2400;
const PICTURE_OF_DELETE = 0x2421;
const REPLACEMENT = '\ufffd';

/**
 * Text from the network as a terminal may show it (rule 26): what is unsafe, or cannot be seen, becomes
 * visible and loses its power. Newlines stay, since a reply to /list has several lines; a tab becomes a space.
 */
export function printable(text: string): string {
  if (PLAIN.test(text)) return text;
  return replaced(text, inText());
}

/** The same of a part of a text, such as a cluster, behind which there may be another letter. */
export function printablePart(text: string): string {
  if (PLAIN.test(text)) return text;
  return replaced(text, inPart());
}

/** What is unsafe, but for emoji and the joiners that stay, which are a group. */
function unsafe(joiner: string): RegExp {
  return new RegExp(`(${EMOJI}|${joiner})|${UNSAFE}`, 'gu');
}

function replaced(text: string, pattern: RegExp): string {
  return text
    .replace(/\r\n/g, '\n')
    .replace(/\t/g, ' ')
    .replace(pattern, (match: string, joined?: string) => joined ?? picture(match));
}

function picture(character: string): string {
  const code = character.charCodeAt(0);
  if (code === DELETE) return String.fromCharCode(PICTURE_OF_DELETE);
  return code < 0x20 ? String.fromCharCode(PICTURES + code) : REPLACEMENT;
}
