import fc from 'fast-check';
import { Conversation } from './conversation';

function conversation(now = () => 0): Conversation {
  return new Conversation(now);
}

const said = (from: string, text: string) =>
  ({ type: 'message', from, text, mayContinue: false }) as const;

test('what came is a line each, in order', () => {
  const heard = conversation();
  heard.hear({ type: 'joined', name: 'Alice', mayContinue: false });
  heard.hear(said('Alice', 'Hi'));
  heard.hear({ type: 'left', name: 'Alice', mayContinue: false });
  heard.hear({ type: 'notice', text: 'The server closes.', mayContinue: false });
  heard.hear({ type: 'listing', names: ['a', 'b'], mayContinue: false });
  expect(heard.lines).toEqual([
    { type: 'came', name: 'Alice', id: 0, at: 0 },
    { type: 'said', from: 'Alice', text: 'Hi', isMine: false, id: 1, at: 0 },
    { type: 'went', name: 'Alice', id: 2, at: 0 },
    { type: 'notice', text: 'The server closes.', id: 3, at: 0 },
    { type: 'listing', names: ['a', 'b'], id: 4, at: 0 },
  ]);
});

test('a line goes on with the one before, if the same member has just said that', () => {
  let now = 0;
  const heard = conversation(() => now);
  heard.hear(said('Alice', '1'));
  heard.hear(said('Alice', '2'));
  heard.hear(said('Ben', '3'));
  heard.hear({ type: 'joined', name: 'Cem', mayContinue: false });
  heard.hear(said('Ben', '4'));
  // Names are not unique.
  heard.add({ type: 'said', from: 'Ben', text: '5', isMine: true });
  now += 5 * 60_000;
  heard.add({ type: 'said', from: 'Ben', text: '6', isMine: true });
  expect(heard.lines.map((_, index) => heard.continues(index))).toEqual([
    false,
    true,
    false,
    false,
    false,
    false,
    false,
  ]);
});

test('what it keeps is bounded, the newest always among it, and what is gone is said', () => {
  fc.assert(
    fc.property(fc.integer({ min: 0, max: 60_000 }), (count) => {
      const heard = conversation();
      for (let at = 0; at < count; at++) heard.hear(said('Alice', String(at)));
      const { lines } = heard;
      expect(lines.length).toBeLessThanOrEqual(50_000);
      expect(lines.length).toBeGreaterThanOrEqual(Math.min(count, 45_000));
      if (count > 0) expect(lines.at(-1)).toMatchObject({ text: String(count - 1) });
      expect(lines[0]?.type === 'forgotten').toBe(count > 50_000);
      expect(new Set(lines.map(({ id }) => id)).size).toBe(lines.length);
    }),
    { numRuns: 4, examples: [[50_000], [50_001]] },
  );
});
