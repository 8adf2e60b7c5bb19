/** One bar: what it is, how long, and what stands at its end. */
export interface Bar {
  readonly label: string;
  readonly value: number;
  readonly text: string;
}

const WIDTH = 720;
const LABELS = 150;
const TEXTS = 190;
const BAR = 20;
const STEP = 28;
const TITLE = 36;

/** Bars below one another, as an SVG that is readable on light and on dark ground. */
export function barChart(title: string, bars: readonly Bar[]): string {
  const longest = Math.max(...bars.map(({ value }) => value), Number.MIN_VALUE);
  const height = TITLE + bars.length * STEP + 8;
  const rows = bars.map(({ label, value, text }, index) => {
    const top = TITLE + index * STEP;
    const width = Math.max(1, (value / longest) * (WIDTH - LABELS - TEXTS));
    const middle = top + BAR / 2;
    return [
      `<text x="${LABELS - 8}" y="${middle}" text-anchor="end">${escape(label)}</text>`,
      `<rect x="${LABELS}" y="${top}" width="${width.toFixed(1)}" height="${BAR}" fill="${index === 0 ? '#2f81f7' : '#8b949e'}"/>`,
      `<text x="${(LABELS + width + 8).toFixed(1)}" y="${middle}">${escape(text)}</text>`,
    ].join('');
  });
  return [
    `<svg xmlns="http://www.w3.org/2000/svg" width="${WIDTH}" height="${height}" viewBox="0 0 ${WIDTH} ${height}" font-family="system-ui, sans-serif" font-size="13" fill="#7d8590" dominant-baseline="central">`,
    `<text x="${LABELS}" y="16" font-size="15" font-weight="600">${escape(title)}</text>`,
    ...rows,
    '</svg>',
    '',
  ].join('\n');
}

function escape(text: string): string {
  return text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;');
}
