import fc from 'fast-check';
import { toClusters } from './clusters';
import { Line } from './line';

/** What joins what is before it or behind it, and what does not. */
const PARTS = [
  ...[
    'a',
    ' ',
    '1',
    'é',
    'e\u0301',
    '\u0301',
    '你',
    '한',
    '\u1112',
    '\u1161',
    '\u11ab',
    'ש',
    'क्ष',
    '्',
    'ष',
  ],
  ...[
    '😀',
    '🇵',
    '🇱',
    '🇵🇱',
    '👩',
    '\u200d',
    '👨‍👩‍👧',
    '👍🏽',
    '🏽',
    '❤️',
    '\ufe0f',
    '\ufe0e',
    '1️⃣',
    '\u20e3',
    '🏳️‍🌈',
    '\u0600',
  ],
];
const text = fc
  .array(fc.constantFrom(...PARTS), { maxLength: 12, size: 'max' })
  .map((parts) => parts.join(''));

const segmenter = new Intl.Segmenter();
const clustersOf = (whole: string) =>
  Array.from(segmenter.segment(whole), ({ segment }) => segment);

/** The same, with no thought for time: the text, and how many units stand before the cursor. */
class NaiveLine {
  text: string;
  units: number;

  constructor(whole: string) {
    this.text = whole;
    this.units = whole.length;
  }

  get clusters(): string[] {
    return clustersOf(this.text);
  }

  get cursor(): number {
    return clustersOf(this.text.slice(0, this.units)).length;
  }

  moveTo(position: number): void {
    this.units = this.clusters.slice(0, Math.max(0, position)).join('').length;
  }

  replace(from: number, to: number, fresh: string): void {
    if (from === to && fresh === '') return;
    const [start, end] = [from, to].map((at) => this.clusters.slice(0, at).join('').length);
    const lead = this.text.slice(0, start) + fresh;
    this.text = lead + this.text.slice(end);
    // Behind the cluster that the new text ends in.
    let units = 0;
    for (const cluster of this.clusters) if (units < lead.length) units += cluster.length;
    this.units = units;
  }
}

const position = fc.double({ min: 0, max: 1, noNaN: true });
const deed = fc.oneof(
  fc.record({ type: fc.constant('move' as const), to: position }),
  fc.record({
    type: fc.constant('replace' as const),
    from: position,
    size: fc.nat(2),
    fresh: text,
  }),
  fc.record({ type: fc.constantFrom('undo' as const, 'redo' as const) }),
);

test('is what a naive line is, after any edits', () => {
  fc.assert(
    fc.property(text, fc.array(deed, { maxLength: 20, size: 'max' }), (whole, deeds) => {
      const [line, naive] = [new Line(whole), new NaiveLine(whole)];
      const done: { text: string; units: number }[] = [];
      const undone: typeof done = [];
      for (const each of deeds) {
        const { text: before, units } = naive;
        if (each.type === 'move') {
          const to = Math.round(each.to * line.length);
          line.moveTo(to);
          naive.moveTo(to);
        } else if (each.type === 'replace') {
          const from = Math.round(each.from * line.length);
          const to = Math.min(line.length, from + each.size);
          line.replace(from, to, each.fresh);
          naive.replace(from, to, each.fresh);
          if (from === to && each.fresh === '') continue;
          done.push({ text: before, units });
          undone.length = 0;
        } else {
          const [from, into] = each.type === 'undo' ? [done, undone] : [undone, done];
          line[each.type]();
          const state = from.pop();
          if (state !== undefined) {
            into.push({ text: before, units });
            naive.text = state.text;
            naive.units = state.units;
          }
          // Redone, the cursor is where the edit left it, wherever it was when that was undone.
          line.moveTo(naive.cursor);
        }
        expect(line.text).toBe(naive.text);
        expect(Array.from({ length: line.length }, (_, at) => line.at(at))).toEqual(naive.clusters);
        expect(line.cursor).toBe(naive.cursor);
      }
    }),
    { numRuns: 300 },
  );
});

test('the clusters of a long text are those of the segmenter, piece by piece', () => {
  const long = fc
    .tuple(text, fc.integer({ min: 50, max: 300 }))
    .map(([part, times]) => part.repeat(times));
  fc.assert(
    fc.property(fc.array(long, { minLength: 1, maxLength: 3 }), (parts) => {
      const whole = parts.join('');
      const naive = clustersOf(whole);
      fc.pre(naive.every((cluster) => cluster.length < 1000));
      expect(toClusters(whole)).toEqual(naive);
    }),
  );
});
