import { setImmediate as turn } from 'node:timers/promises';
import { race, type Attempt } from './race';

beforeEach(() => jest.useFakeTimers({ doNotFake: ['setImmediate'] }));
afterEach(() => jest.useRealTimers());

/** Attempts that end when the test says so, and what became of each. */
function attempts(count: number) {
  const all = Array.from({ length: count }, (_, index) => {
    const state = {
      index,
      became: 'waiting',
      succeed: (): void => undefined,
      fail: (): void => undefined,
      begin: (): Attempt<number> => {
        state.became = 'running';
        const connected = new Promise<number>((resolve, reject) => {
          state.succeed = () => {
            resolve(index);
          };
          state.fail = () => {
            reject(new Error(`fault ${index}`));
          };
        });
        return { connected, cancel: () => (state.became = 'cancelled') };
      },
    };
    return state;
  });
  const aborted = new AbortController();
  const winner = race(
    all.map(({ begin }) => begin),
    aborted.signal,
  );
  // Awaited later than it may be rejected.
  winner.catch(() => undefined);
  return { all, aborted, winner, became: () => all.map((each) => each.became) };
}

test('the next begins a quarter of a second later, and the one before goes on', async () => {
  const { all, winner, became } = attempts(3);
  jest.advanceTimersByTime(249);
  expect(became()).toEqual(['running', 'waiting', 'waiting']);
  jest.advanceTimersByTime(1);
  expect(became()).toEqual(['running', 'running', 'waiting']);
  all[0]?.succeed();
  await expect(winner).resolves.toBe(0);
  jest.runAllTimers();
  expect(became()).toEqual(['running', 'cancelled', 'waiting']);
});

test('the next begins as soon as one fails', async () => {
  const { all, winner, became } = attempts(2);
  all[0]?.fail();
  await turn();
  expect(became()).toEqual(['running', 'running']);
  all[1]?.succeed();
  await expect(winner).resolves.toBe(1);
});

test('the last may take as long as it takes', async () => {
  const { all, winner } = attempts(2);
  all[0]?.fail();
  await turn();
  jest.advanceTimersByTime(9000);
  all[1]?.succeed();
  await expect(winner).resolves.toBe(1);
});

test('where all fail, the first fault is told', async () => {
  const { all, winner } = attempts(2);
  jest.advanceTimersByTime(250);
  all[1]?.fail();
  await turn();
  all[0]?.fail();
  await expect(winner).rejects.toThrow('fault 1');
});

test('is over when it is aborted', async () => {
  const { aborted, winner, became } = attempts(3);
  jest.advanceTimersByTime(250);
  aborted.abort(new Error('enough'));
  await expect(winner).rejects.toThrow('enough');
  jest.runAllTimers();
  expect(became()).toEqual(['cancelled', 'cancelled', 'waiting']);
});
