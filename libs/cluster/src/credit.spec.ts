import fc from 'fast-check';
import { Credit } from './credit';

const KIB = 1024;
const MIB = 1024 * KIB;

let asked: { answer: () => void; fail: () => void }[];
let relieved: jest.Mock;
let credit: Credit;

/** Credits of a broker that answers, or is gone, when the test says so. */
function open(): void {
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
}

beforeEach(open);

/** Lets what follows from an answer happen. */
const settled = (): Promise<void> => new Promise((resolve) => setImmediate(resolve));

test('little is not asked about until it is time', async () => {
  for (let message = 0; message < 64; message++) credit.spend(KIB);
  expect(asked).toHaveLength(0);
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

test('when an answer never comes, the next one will do', async () => {
  credit.spend(9 * MIB);
  expect(credit.congested).toBe(true);
  credit.ask();
  expect(asked).toHaveLength(2);
  asked[1]?.answer();
  await settled();
  expect(credit.outstanding).toBe(0);
  expect(credit.congested).toBe(false);
  expect(relieved).toHaveBeenCalledTimes(1);
  credit.spend(65 * KIB);
  expect(asked).toHaveLength(3);
});

test('whatever is published, asked, answered or never answered, the last answer says what was taken', async () => {
  const step = fc.oneof(
    fc.record({ spend: fc.oneof(fc.nat({ max: 64 * KIB }), fc.nat({ max: 5 * MIB })) }),
    fc.constant('ask' as const),
    fc.record({ how: fc.constantFrom('answer' as const, 'fail' as const), which: fc.nat() }),
  );
  await fc.assert(
    fc.asyncProperty(fc.array(step, { maxLength: 60 }), async (steps) => {
      open();
      // All that was published, what of it was taken, and what was ahead of each question.
      let [spent, taken, congested, times] = [0, 0, false, 0];
      const ahead: number[] = [];
      const check = (): void => {
        // About much there is a question on its way, always.
        if (spent - taken > 64 * KIB && !ahead.some((bytes) => bytes > taken)) ahead.push(spent);
        expect(credit.outstanding).toBe(spent - taken);
        expect(asked).toHaveLength(ahead.length);
        expect(credit.congested).toBe(congested);
        expect(relieved).toHaveBeenCalledTimes(times);
      };
      const settle = async (how: 'answer' | 'fail', which: number): Promise<void> => {
        asked[which]?.[how]();
        await settled();
        taken = Math.max(taken, ahead[which] ?? 0);
        if (congested && spent - taken <= 4 * MIB) {
          congested = false;
          times++;
        }
      };
      for (const each of steps) {
        if (each === 'ask') {
          credit.ask();
          ahead.push(spent);
        } else if ('spend' in each) {
          credit.spend(each.spend);
          spent += each.spend;
          congested ||= spent - taken > 8 * MIB;
        } else if (asked.length > 0) await settle(each.how, each.which % asked.length);
        check();
      }
      // Whatever was never answered, one answer more and those that speak need not wait.
      credit.ask();
      ahead.push(spent);
      await settle('answer', asked.length - 1);
      check();
      expect(credit.outstanding).toBe(0);
      expect(credit.congested).toBe(false);
    }),
  );
});
