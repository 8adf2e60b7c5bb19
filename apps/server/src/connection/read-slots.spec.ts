import { ReadSlots, type Reader } from './read-slots';

class TestReader implements Reader {
  light = false;
  reading = true;

  constructor(readonly expected: number) {}

  readOn(): void {
    this.reading = true;
  }

  stopReading(): void {
    this.reading = false;
  }
}

/** As many as fit, and then some, each of which asks to be read. */
function ask(slots: ReadSlots, count: number, expected: number): TestReader[] {
  const readers = Array.from({ length: count }, () => new TestReader(expected));
  for (const reader of readers) reader.reading = slots.take(reader);
  return readers;
}

function reading(readers: readonly TestReader[]): number {
  return readers.filter((reader) => reader.reading).length;
}

beforeEach(() => {
  jest.useFakeTimers();
});

afterEach(() => {
  jest.useRealTimers();
});

test('as many are read as a turn can bear, more of those who bring little', () => {
  expect(reading(ask(new ReadSlots(), 2000, 3))).toBe(1000);
  expect(reading(ask(new ReadSlots(), 2000, 30))).toBe(100);
});

test('whoever has brought something lets the next be read, in order', () => {
  const slots = new ReadSlots();
  const readers = ask(slots, 103, 30);
  slots.serve();
  expect(reading(readers)).toBe(100);
  for (const reader of readers.slice(0, 2)) {
    slots.release(reader);
    reader.reading = slots.take(reader);
    slots.serve();
  }
  expect(readers.map((reader) => reader.reading)).toEqual([
    false,
    false,
    ...Array<boolean>(100).fill(true),
    false,
  ]);
});

test('whoever brings nothing gives its slot to those who wait, after a while, and no more do', () => {
  const slots = new ReadSlots();
  const readers = ask(slots, 110, 30);
  jest.advanceTimersByTime(5);
  expect(readers.slice(0, 10).some((reader) => reader.reading)).toBe(false);
  expect(readers.slice(10).every((reader) => reader.reading)).toBe(true);
  jest.advanceTimersByTime(5);
  expect(reading(readers)).toBe(100);
  expect(readers.slice(0, 10).every((reader) => reader.reading)).toBe(true);
});

test('who has become light is read without a slot', () => {
  const slots = new ReadSlots();
  const readers = ask(slots, 110, 30);
  for (const reader of readers) reader.light = true;
  jest.advanceTimersByTime(5);
  expect(reading(readers)).toBe(110);
});

test('who is read twice has one slot', () => {
  const slots = new ReadSlots();
  const [reader] = ask(slots, 1, 2700) as [TestReader];
  for (let times = 0; times < 5; times++) slots.take(reader);
  slots.release(reader);
  expect(reading(ask(slots, 200, 30))).toBe(100);
});
