import { Tarpit } from './tarpit';

test('one is let go each 2 ms, in the order in which they came', () => {
  jest.useFakeTimers();
  const tarpit = new Tarpit();
  const gone: string[] = [];
  const add = (name: string): void => {
    tarpit.add(() => gone.push(name));
  };
  add('first');
  add('second');
  expect(gone).toEqual([]);
  jest.advanceTimersByTime(2);
  expect(gone).toEqual(['first']);
  add('third');
  jest.advanceTimersByTime(2);
  expect(gone).toEqual(['first', 'second']);
  jest.advanceTimersByTime(10);
  expect(gone).toEqual(['first', 'second', 'third']);
  expect(jest.getTimerCount()).toBe(0);
  add('later');
  jest.advanceTimersByTime(2);
  expect(gone.at(-1)).toBe('later');
  jest.useRealTimers();
});
