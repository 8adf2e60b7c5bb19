import { type IUnicodeVersionProvider } from '@xterm/headless';

/** Columns: East Asian wide characters and emoji take two, combining marks none. */
function columns(codePoint: number): 0 | 1 | 2 {
  const character = String.fromCodePoint(codePoint);
  if (/^[\p{Mn}\p{Me}\p{Cf}]$/u.test(character)) return 0;
  return /^[\p{Emoji_Presentation}\p{scx=Han}\p{scx=Hangul}\p{scx=Hira}\p{scx=Kana}]$/u.test(
    character,
  )
    ? 2
    : 1;
}

/**
 * How wide today's terminals draw characters. The emulator alone goes by Unicode 6, for which an
 * emoji is one column wide.
 */
export const characterWidth: IUnicodeVersionProvider = {
  version: 'today',
  wcwidth: columns,
  // The emulator's packed form: bit 0, join the preceding cell; bits 1 and 2, the width.
  charProperties(codePoint, preceding) {
    const width = columns(codePoint);
    const precedingWidth = (preceding >> 1) & 3;
    if (width === 0 && precedingWidth > 0) return (precedingWidth << 1) | 1;
    return width << 1;
  },
};
