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

test('whatever is published, asked and answered, one question is asked at a time, and none is forgotten', async () => {
  const step = fc.oneof(
    fc.record({ spend: fc.oneof(fc.nat({ max: 64 * KIB }), fc.nat({ max: 5 * MIB })) }),
    fc.constantFrom('ask' as const, 'answer' as const, 'fail' as const),
  );
  await fc.assert(
    fc.asyncProperty(fc.array(step, { maxLength: 60 }), async (steps) => {
      open();
      // What is on its way; and what of it is ahead of the question that waits for its answer.
      let [outstanding, ahead, congested, times] = [0, undefined as number | undefined, false, 0];
      let answered = 0;
      for (const each of steps) {
        if (typeof each === 'object') {
          credit.spend(each.spend);
          outstanding += each.spend;
          congested ||= outstanding > 8 * MIB;
          if (outstanding > 64 * KIB) ahead ??= outstanding;
        } else if (each === 'ask') {
          credit.ask();
          ahead ??= outstanding;
        } else if (ahead !== undefined) {
          asked[answered++]?.[each]();
          await settled();
          outstanding -= ahead;
          ahead = outstanding > 64 * KIB ? outstanding : undefined;
          if (congested && outstanding <= 4 * MIB) {
            congested = false;
            times++;
          }
        }
        expect(credit.outstanding).toBe(outstanding);
        expect(asked.length - answered).toBe(ahead === undefined ? 0 : 1);
        expect(credit.congested).toBe(congested);
        expect(relieved).toHaveBeenCalledTimes(times);
      }
    }),
  );
});
