import { Brake } from './brake';

const MINUTE = 60_000;

let said: string[];
let brake: Brake;

beforeEach(() => {
  jest.useFakeTimers();
  said = [];
  const say = (message: string, { number, leftOut }: Record<string, unknown>): void => {
    said.push(`${message}: ${String(number)}, ${String(leftOut)}`);
  };
  brake = new Brake(() => ({ debug: say, info: say, warn: say }));
});

afterEach(() => {
  jest.useRealTimers();
});

function happen(kind: string, ...numbers: number[]): void {
  for (const number of numbers) brake.happened(kind, 'info', kind, { number });
}

test('the first of each kind is said at once, and the last with how many others when a minute is over', () => {
  happen('a', 1, 2, 3, 4);
  happen('b', 1);
  expect(said).toEqual(['a: 1, 0', 'b: 1, 0']);
  jest.advanceTimersByTime(MINUTE);
  expect(said.slice(2)).toEqual(['a ({leftOut} others were left out): 4, 2']);
});

test('while it goes on, it is said once a minute; when it was quiet for one, at once', () => {
  happen('a', 1, 2);
  jest.advanceTimersByTime(MINUTE);
  happen('a', 3);
  expect(said).toEqual(['a: 1, 0', 'a: 2, 0']);
  jest.advanceTimersByTime(MINUTE);
  expect(said.slice(2)).toEqual(['a: 3, 0']);
  jest.advanceTimersByTime(MINUTE);
  happen('a', 4);
  expect(said.slice(3)).toEqual(['a: 4, 0']);
});

test('what was left out is said when it is released, once', () => {
  happen('a', 1, 2, 3);
  happen('b', 1);
  brake.release();
  brake.release();
  jest.advanceTimersByTime(MINUTE);
  expect(said.slice(2)).toEqual(['a ({leftOut} others were left out): 3, 1']);
});
