import { Progress } from './progress';

test('one line tells how far the run has come, and is gone in the end', () => {
  const written: string[] = [];
  const progress = new Progress(2, (text) => written.push(text));
  const check = { id: 'S-1.1', level: 'must', statement: 'a fake' } as const;
  progress.add({ check, durationMs: 1 });
  progress.add({ check, durationMs: 1, failure: { message: 'wrong' } });
  progress.end();
  expect(written).toEqual([
    '\r\x1b[K0 of 2 checks',
    '\r\x1b[K1 of 2 checks',
    '\r\x1b[K2 of 2 checks, 1 failed',
    '\r\x1b[K',
  ]);
});
