const ESCAPE = '\u001b[';

/** A control sequence, or a character. */
const TOKEN = new RegExp(`\u001b\\[\\d*[A-Za-z]|[^]`, 'gu');

/**
 * The lines that a program's output leaves on a terminal: a carriage return goes back to the beginning of
 * the line, and what comes then overwrites it. The last line is the one that is not ended yet. Into a pipe
 * nothing is echoed, so a prompt right behind another stands for a line that was typed between them.
 */
export function linesOnPaper(output: string): string[] {
  return output
    .replace(/\[Me\] *(?=\[Me\])/g, '[Me]\n')
    .split('\n')
    .map((line) => {
      let shown: string[] = [];
      let column = 0;
      const tokens = line.match(TOKEN) ?? [];
      for (const token of tokens) {
        if (token === '\r') column = 0;
        else if (token === '\b') column = Math.max(0, column - 1);
        else if (token === `${ESCAPE}K` || token === `${ESCAPE}0K`) shown = shown.slice(0, column);
        else if (token === `${ESCAPE}2K`) shown = [];
        else if (!token.startsWith(ESCAPE)) {
          while (shown.length < column) shown.push(' ');
          shown[column++] = token;
        }
      }
      return shown.join('');
    });
}
