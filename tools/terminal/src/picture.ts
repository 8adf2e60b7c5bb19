import type { IBufferCell, IBufferLine } from '@xterm/headless';
import type { EmulatedScreen } from './screen';

/** A cell of the screen, in pixels. */
const CELL = { width: 8.4, height: 20 };
const FONT_SIZE = 14;
/** From the top of a row to the line that its letters stand on. */
const BASELINE = 15;
/** Around the rows. */
const MARGIN = 16;
const BAR = 32;

const GROUND = '#15161c';
const TEXT = '#e9e9f0';
/** The sixteen colours that programs ask for by number. */
const PALETTE = [
  ...['#4a4d5c', '#ff9c93', '#86efac', '#fdba74', '#93c5fd', '#d8b4fe', '#5fd6c4', '#c9cad6'],
  ...['#737689', '#ffb4ad', '#a7f3c0', '#fde08a', '#b6d6ff', '#f0abfc', '#99f0e2', '#ffffff'],
];

/** Cells side by side that look alike. */
interface Run {
  text: string;
  readonly column: number;
  columns: number;
  readonly style: string;
}

/**
 * Draws what a screen shows, in a window, as SVG. The same screen is the same text.
 *
 * @param title of the window
 */
export function drawScreen(screen: EmulatedScreen, title: string): string {
  const { cols, rows, buffer } = screen.emulator;
  const { baseY, cursorX, cursorY } = buffer.active;
  const width = Math.ceil(cols * CELL.width) + 2 * MARGIN;
  const height = BAR + rows * CELL.height + 2 * MARGIN;
  const top = BAR + MARGIN;
  const cursor = `x="${at(MARGIN + cursorX * CELL.width)}" y="${top + cursorY * CELL.height}" width="${CELL.width}" height="${CELL.height}"`;
  const texts = Array.from({ length: rows }, (_, y) => {
    const line = buffer.active.getLine(baseY + y);
    return line === undefined ? [] : runsOf(line).map((run) => drawRun(run, top + y * CELL.height));
  });
  return `${[
    `<svg xmlns="http://www.w3.org/2000/svg" width="${width}" height="${height}" viewBox="0 0 ${width} ${height}">`,
    `<rect width="${width}" height="${height}" rx="10" fill="${GROUND}"/>`,
    `<path d="M0 ${BAR}V10A10 10 0 0 1 10 0H${width - 10}A10 10 0 0 1 ${width} 10V${BAR}Z" fill="#2a2c38"/>`,
    `<text x="${width / 2}" y="21" text-anchor="middle" font-family="system-ui,sans-serif" font-size="13" fill="#a5a8ba">${escaped(title)}</text>`,
    `<rect ${cursor} fill="${TEXT}"/>`,
    `<g font-family="ui-monospace,SFMono-Regular,Menlo,Consolas,'DejaVu Sans Mono',monospace" font-size="${FONT_SIZE}" fill="${TEXT}" xml:space="preserve">`,
    ...texts.flat(),
    '</g>',
    '</svg>',
  ].join('\n')}\n`;
}

function drawRun({ text, column, columns, style }: Run, top: number): string {
  const place = `x="${at(MARGIN + column * CELL.width)}" y="${top + BASELINE}"`;
  // Whatever font there is, the columns stand where the terminal has them.
  const grid = `textLength="${at(columns * CELL.width)}" lengthAdjust="spacingAndGlyphs"`;
  return `<text ${place} ${grid}${style}>${escaped(text)}</text>`;
}

function runsOf(line: IBufferLine): Run[] {
  const runs: Run[] = [];
  for (let column = 0; column < line.length; column++) {
    const cell = line.getCell(column);
    // The second half of what is two columns wide has none of its own.
    if (cell === undefined || cell.getWidth() === 0) continue;
    const style = styleOf(cell);
    const last = runs.at(-1);
    const text = cell.getChars() || ' ';
    if (last?.style === style) {
      last.text += text;
      last.columns += cell.getWidth();
    } else {
      runs.push({ text, column, columns: cell.getWidth(), style });
    }
  }
  return runs.flatMap((run) => {
    const text = run.text.trimEnd();
    if (text === '') return [];
    return [{ ...run, text, columns: run.columns - (run.text.length - text.length) }];
  });
}

function styleOf(cell: IBufferCell): string {
  const color = cell.isFgPalette() ? PALETTE[cell.getFgColor()] : undefined;
  return [
    color === undefined ? '' : ` fill="${color}"`,
    cell.isDim() ? ' opacity="0.7"' : '',
    cell.isBold() ? ' font-weight="bold"' : '',
  ].join('');
}

/** A length without the dust of its computation. */
function at(pixels: number): string {
  return String(Number(pixels.toFixed(1)));
}

function escaped(text: string): string {
  return text.replaceAll('&', '&amp;').replaceAll('<', '&lt;');
}
