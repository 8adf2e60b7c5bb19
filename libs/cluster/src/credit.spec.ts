import { Credit } from './credit';

const KIB = 1024;
const MIB = 1024 * KIB;

let asked: { answer: () => void; fail: () => void }[];
let relieved: jest.Mock;
let credit: Credit;

beforeEach(() => {
  asked = [];
  relieved = jest.fn();
  const flush = (): Promise<void> =>
    new Promise((resolve, reject) => {
      asked.push({
        answer: resolve,
        fail: () => {
          reject(new Error('The broker is away'));
        },
      });
    });
  credit = new Credit(flush, relieved);
});

/** Lets what follows from an answer happen. */
const settled = (): Promise<void> => new Promise((resolve) => setImmediate(resolve));

test('little is not asked about until it is time', async () => {
  for (let message = 0; message < 64; message++) credit.spend(KIB);
  expect(asked).toHaveLength(0);
  credit.ask();
  credit.ask();
  expect(asked).toHaveLength(1);
  asked[0]?.answer();
  await settled();
  expect(credit.outstanding).toBe(0);
  expect(asked).toHaveLength(1);
});

test('about much there is one question at a time, until little is left', async () => {
  for (let message = 0; message < 100; message++) credit.spend(KIB);
  expect(asked).toHaveLength(1);
  asked[0]?.answer();
  await settled();
  expect(credit.outstanding).toBe(35 * KIB);
  expect(asked).toHaveLength(1);
  credit.spend(100 * KIB);
  expect(asked).toHaveLength(2);
});

test('above 8 MiB it is congested, until half of that is taken', async () => {
  credit.spend(MIB);
  credit.spend(8 * MIB);
  expect(credit.congested).toBe(true);
  asked[0]?.answer();
  await settled();
  expect(credit.outstanding).toBe(8 * MIB);
  expect(credit.congested).toBe(true);
  expect(asked).toHaveLength(2);
  asked[1]?.answer();
  await settled();
  expect(credit.congested).toBe(false);
  expect(relieved).toHaveBeenCalledTimes(1);
});

test('what was on its way on a connection that is gone waits no more', async () => {
  credit.spend(9 * MIB);
  asked[0]?.fail();
  await settled();
  expect(credit.outstanding).toBe(0);
  expect(credit.congested).toBe(false);
});
