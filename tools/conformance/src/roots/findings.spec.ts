import { type Failure, type Result } from '../report/result';
import { findingsOf } from './findings';

function failed(id: string, failure: Partial<Failure>, restsOn: readonly string[] = []): Result {
  const check = { id, level: 'must' as const, statement: `the statement of ${id}`, restsOn };
  return { check, durationMs: 1, failure: { message: 'It fails', ...failure } };
}

test('a failure without a known cause falls to the check that it rests on, if that fails too', () => {
  const findings = findingsOf(
    [failed('S-2', {}, ['S-1']), failed('S-1', {}, ['S-0']), failed('S-3', {}, ['S-0'])],
    [],
  );
  expect(findings.map(({ title, failed }) => [title, failed])).toEqual([
    ['S-1: the statement of S-1', ['S-2', 'S-1']],
    ['S-3: the statement of S-3', ['S-3']],
  ]);
});

test('a known cause is the root of what rests on its check, and not of what has one of its own', () => {
  const findings = findingsOf(
    [
      failed('S-1', { cause: 'it cannot count.' }),
      failed('S-2', {}, ['S-1']),
      failed('S-3', { cause: 'it is deaf.' }, ['S-1']),
    ],
    [],
  );
  expect(findings.map(({ title, failed }) => [title, failed])).toEqual([
    ['it cannot count.', ['S-1', 'S-2']],
    ['it is deaf.', ['S-3']],
  ]);
});

test('what a crash fails is one finding, with the last words of the program', () => {
  const crash = {
    crash: 'exited with status 1',
    stderr: 'Traceback\n  line 1\nIndexError: out of range',
  };
  const [finding, ...others] = findingsOf([failed('S-1', crash), failed('S-2', crash)], []);
  expect(finding?.title).toBe(
    'the program crashes: it exited with status 1, and says: IndexError: out of range',
  );
  expect(finding?.failed).toEqual(['S-1', 'S-2']);
  expect(others).toEqual([]);
});

test('a program that ends on purpose, with a word on stderr, has not crashed', () => {
  const ended = { crash: 'exited with status 1', stderr: 'the port is in use' };
  expect(findingsOf([failed('S-1', ended)], [])[0]?.title).toBe('S-1: the statement of S-1');
});

test('frames sent one at a time to be on the safe side accuse nobody, if nothing fails for it', () => {
  const check = { id: 'S-1', level: 'must' as const, statement: 'the statement of S-1' };
  const habit = {
    title: 'one at a time',
    evidence: 'a pause',
    about: 'pieces',
    oneByOne: true,
  } as const;
  const passed = { check, durationMs: 1, forgiven: [habit.title] };
  expect(findingsOf([passed], [habit])).toEqual([]);
  const [finding] = findingsOf([passed, failed('S-2', { cause: habit.title })], [habit]);
  expect(finding).toMatchObject({ failed: ['S-2'], forgiven: ['S-1'] });
});
