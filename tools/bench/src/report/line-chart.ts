/** One line: what it is, and its points. */
export interface Line {
  readonly label: string;
  readonly points: readonly { readonly x: number; readonly y: number }[];
  /** Dashed, in the colour of the line of this name. */
  readonly variantOf?: string;
}

const WIDTH = 720;
const HEIGHT = 440;
const LEFT = 60;
const RIGHT = WIDTH - 130;
const TOP = 56;
const BOTTOM = HEIGHT - 50;
/** Between two labels at the ends of lines. */
const LABEL_STEP = 15;

/** The first line's colour, and the others'. */
const COLORS = [
  ...['#2f81f7', '#8b949e', '#d29922', '#f85149', '#3fb950', '#a371f7', '#db61a2'],
  ...['#39c5cf', '#a0522d', '#5e6ad2', '#9a9a00', '#d2691e', '#1b9e77'],
];

/** Lines over two logarithmic axes, as an SVG that is readable on light and on dark ground. */
export function lineChart(
  title: string,
  axes: readonly [string, string],
  lines: readonly Line[],
): string {
  const drawn = lines.filter(({ points }) => points.length > 0);
  const points = drawn.flatMap((line) => line.points);
  const xs = [...new Set(points.map(({ x }) => x))].sort((one, other) => one - other);
  const across = scale(xs, LEFT, RIGHT);
  const marks = ticks(points.map(({ y }) => y));
  const up = scale([...points.map(({ y }) => y), ...marks], BOTTOM, TOP);
  const color = (label: string): string =>
    COLORS[drawn.findIndex((line) => line.label === label) % COLORS.length] ?? '#8b949e';
  const parts = [
    ...xs.map((x) => `<text x="${across(x)}" y="${BOTTOM + 16}" text-anchor="middle">${x}</text>`),
    ...marks.map(
      (y) =>
        `<line x1="${LEFT}" x2="${RIGHT}" y1="${up(y)}" y2="${up(y)}" stroke="#8b949e" stroke-opacity="0.25"/>` +
        `<text x="${LEFT - 8}" y="${up(y)}" text-anchor="end">${y}</text>`,
    ),
    ...drawn.map(({ label, points: own, variantOf }, index) => {
      const path = own.map(({ x, y }) => `${across(x)},${up(y)}`).join(' ');
      const dash = variantOf === undefined ? '' : ' stroke-dasharray="5 4"';
      const stroke = `stroke="${color(variantOf ?? label)}" stroke-width="${index === 0 ? 3 : 1.5}"`;
      const dots = own.map(
        ({ x, y }) => `<circle cx="${across(x)}" cy="${up(y)}" r="2" ${stroke}/>`,
      );
      return `<polyline points="${path}" fill="none" ${stroke}${dash}/>${dots.join('')}`;
    }),
    ...labels(
      drawn.map(({ label, points: own, variantOf }) => ({
        label,
        color: color(variantOf ?? label),
        y: Number(up(own.at(-1)?.y ?? 1)),
      })),
    ),
  ];
  return [
    `<svg xmlns="http://www.w3.org/2000/svg" width="${WIDTH}" height="${HEIGHT}" viewBox="0 0 ${WIDTH} ${HEIGHT}" font-family="system-ui, sans-serif" font-size="12" fill="#7d8590" dominant-baseline="central">`,
    `<text x="${LEFT}" y="14" font-size="15" font-weight="600">${escape(title)}</text>`,
    `<text x="${LEFT}" y="${HEIGHT - 12}">${escape(axes[0])}</text>`,
    `<text x="8" y="${TOP - 18}">${escape(axes[1])}</text>`,
    ...parts,
    '</svg>',
    '',
  ].join('\n');
}

/** Where a value stands on a logarithmic axis that has all of these on it. */
function scale(values: readonly number[], from: number, to: number): (value: number) => string {
  const least = Math.log(Math.min(...values));
  const span = Math.log(Math.max(...values)) - least || 1;
  return (value) => (from + ((Math.log(value) - least) / span) * (to - from)).toFixed(1);
}

/** 1, 2 and 5 of each power of ten around these values. */
function ticks(values: readonly number[]): number[] {
  const least = Math.min(...values);
  const most = Math.max(...values);
  const all: number[] = [];
  for (let power = Math.floor(Math.log10(least)); power <= Math.ceil(Math.log10(most)); power++) {
    for (const digit of [1, 2, 5]) all.push(Number(`${digit}e${power}`));
  }
  return all.filter(
    (mark, index) => (all[index + 1] ?? mark) > least && (all[index - 1] ?? 0) < most,
  );
}

/** The names at the right ends of the lines, none upon another. */
function labels(ends: readonly { label: string; color: string; y: number }[]): string[] {
  let free = TOP - LABEL_STEP;
  return [...ends]
    .sort((one, other) => one.y - other.y)
    .map(({ label, color, y }) => {
      free = Math.max(y, free + LABEL_STEP);
      return `<text x="${RIGHT + 10}" y="${free.toFixed(1)}" fill="${color}">${escape(label)}</text>`;
    });
}

function escape(text: string): string {
  return text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;');
}
