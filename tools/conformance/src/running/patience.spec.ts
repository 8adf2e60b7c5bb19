import { EventEmitter } from 'node:events';
import { Patience, PATIENCE, START_PATIENCE } from './patience';
import { until } from './until';

function waitInVain(patience: Patience, times: number): void {
  for (let time = 0; time < times; time++) patience.waitedInVain();
}

test('a program is waited for in full, however long its answers take', () => {
  const patience = new Patience();
  waitInVain(patience, 2);
  patience.waited(1);
  expect(patience.limit(PATIENCE)).toBe(PATIENCE);
});

test('one that has let several checks wait in vain is waited for less, if it is quick else', () => {
  const patience = new Patience();
  waitInVain(patience, 3);
  expect(patience.limit(5000)).toBe(1000);
  expect(patience.limit(30_000)).toBe(6000);
});

test('one of which nothing is hoped for any more is hardly waited for', () => {
  const patience = new Patience();
  waitInVain(patience, 20);
  expect(patience.limit(5000)).toBe(300);
  for (let count = 0; count < 50; count++) patience.waited(50);
  expect(patience.limit(5000)).toBeGreaterThan(2400);
});

test('one that is known to be silent is hardly waited for from the beginning', () => {
  const patience = new Patience();
  patience.despair();
  expect(patience.limit(5000)).toBe(300);
});

test('one whose answers take long, as on a busy machine, is waited for longer', () => {
  const patience = new Patience();
  waitInVain(patience, 3);
  for (let count = 0; count < 50; count++) patience.waited(50);
  expect(patience.limit(5000)).toBeGreaterThan(2400);
  for (let count = 0; count < 50; count++) patience.waited(1000);
  expect(patience.limit(5000)).toBe(5000);
});

test('waits in vain of one program shorten those for it, and for no other', async () => {
  const never = (): Promise<unknown> =>
    until(
      new EventEmitter(),
      () => false,
      () => 'Nothing came',
      10,
    );
  const patience = new Patience();
  for (let time = 0; time < 3; time++) {
    await expect(patience.during(never)).rejects.toThrow('Nothing came (waited 10 ms)');
  }
  await expect(patience.during(never)).rejects.toThrow('Nothing came (waited 2 ms)');
  await expect(never()).rejects.toThrow('Nothing came (waited 10 ms)');
});

test('one that starts slowly, and then says nothing, is hardly waited for', async () => {
  const patience = new Patience();
  waitInVain(patience, 20);
  const subject = new EventEmitter();
  let started = false;
  setTimeout(() => {
    started = true;
    subject.emit('change');
  }, 100);
  await patience.during(() =>
    until(
      subject,
      () => started,
      () => 'It did not start',
      START_PATIENCE,
    ),
  );
  expect(patience.limit(PATIENCE)).toBe(300);
});

test('what has come by the end of a wait counts, though it could not be read before', async () => {
  const subject = new EventEmitter();
  let come = false;
  setImmediate(() => {
    const end = performance.now() + 50;
    while (performance.now() < end);
    setImmediate(() => {
      come = true;
      subject.emit('change');
    });
  });
  await expect(
    until(
      subject,
      () => come,
      () => 'Nothing came',
      20,
    ),
  ).resolves.toBe(true);
});

test('a program is given some time to read a piece, and more if an answer has just taken longer', () => {
  const patience = new Patience();
  expect(patience.timeToRead).toBe(50);
  patience.answered(100);
  patience.answered(2);
  expect(patience.timeToRead).toBeCloseTo(450);
  for (let count = 0; count < 50; count++) patience.answered(2);
  expect(patience.timeToRead).toBe(50);
  patience.answered(3000);
  expect(patience.timeToRead).toBe(1000);
});
