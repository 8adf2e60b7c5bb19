import { setImmediate as turn } from 'node:timers/promises';
import { Scheduler, type Account, type Task } from './scheduler';

let now = 0;

/** One for which a microsecond of work is a microsecond, on any machine. */
function newScheduler(): Scheduler {
  return new Scheduler(
    () => now,
    () => 0,
  );
}

/** Work that is done in pieces; how much of it is done. */
class Work implements Task {
  done = 0;
  rests = 0;

  constructor(
    readonly scheduler: Scheduler,
    readonly account: Account,
    readonly piece: number,
    public left: number,
  ) {
    scheduler.add(account, this);
  }

  proceed(): void {
    this.done++;
    this.scheduler.charge(this.account, this.piece, this.piece);
    if (--this.left > 0) this.scheduler.add(this.account, this);
  }

  rest(): void {
    this.rests++;
  }
}

test('who asks for much gets no more than others, whoever came first', async () => {
  const scheduler = newScheduler();
  const many = new Work(scheduler, scheduler.open(), 100, 1000);
  const few = new Work(scheduler, scheduler.open(), 10, 10_000);
  for (let turns = 0; turns < 20; turns++) await turn();
  expect(many.done * many.piece).toBeGreaterThan(5000);
  expect(Math.abs(many.done * many.piece - few.done * few.piece)).toBeLessThanOrEqual(200);
});

test('who was quiet for long is served before all who were not, and newcomers before those', async () => {
  const scheduler = newScheduler();
  const account = scheduler.open();
  now += 60_000;
  scheduler.accepted();
  await turn();
  await turn();
  const busy = Array.from({ length: 100 }, () => new Work(scheduler, scheduler.open(), 150, 100));
  for (let turns = 0; turns < 30; turns++) await turn();
  const before = busy.map(({ done }) => done);
  const newcomer = new Work(scheduler, scheduler.open(), 400, 1);
  const quiet = new Work(scheduler, account, 2000, 1);
  await turn();
  expect(quiet.done).toBe(1);
  expect(newcomer.done).toBe(0);
  await turn();
  expect(newcomer.done).toBe(1);
  expect(busy.map(({ done }) => done)).not.toEqual(before);
});

test('who made much work is like all others again when there was nothing to do for a while', async () => {
  let idle = 0;
  const scheduler = new Scheduler(
    () => now,
    () => 0,
    () => idle,
  );
  const account = scheduler.open();
  scheduler.charge(account, 2000, 2000);
  await turn();
  now += 100;
  expect(scheduler.isLight(account)).toBe(false);
  await turn();
  now += 100;
  idle += 100;
  expect(scheduler.isLight(account)).toBe(true);
});

test('nobody waits for ever, however many come anew', async () => {
  const scheduler = newScheduler();
  const busy = new Work(scheduler, scheduler.open(), 2000, 2);
  for (let turns = 0; busy.left > 0; turns++) {
    for (let came = 0; came < 40; came++) new Work(scheduler, scheduler.open(), 90, 1);
    now += 100;
    await turn();
    expect(turns).toBeLessThan(10_000);
  }
});

test('what is not done in its turn is told to rest', async () => {
  const scheduler = newScheduler();
  const [first, second] = [10_000, 1].map(
    (piece) => new Work(scheduler, scheduler.open(), piece, 2),
  ) as [Work, Work];
  await turn();
  expect([first.done, second.done]).toEqual([1, 0]);
  expect([first.rests, second.rests]).toEqual([2, 1]);
});

test('a turn is over when nobody more is accepted, or when many were', async () => {
  const scheduler = newScheduler();
  const over = jest.fn();
  scheduler.atEnd(over);
  for (let accepted = 0; accepted < 10; accepted++) {
    scheduler.accepted();
    await turn();
    expect(over).not.toHaveBeenCalled();
  }
  await turn();
  expect(over).toHaveBeenCalledTimes(1);
  scheduler.atEnd(over);
  let accepted = 0;
  while (over.mock.calls.length < 2) {
    scheduler.accepted();
    accepted++;
    await turn();
  }
  expect(accepted).toBeLessThanOrEqual(41);
});

test('what is told, and the microtasks of that, come before what is delivered', async () => {
  const scheduler = newScheduler();
  const order: string[] = [];
  const deliver = (): void => void order.push('delivered');
  const tell = (): void => {
    order.push('told');
    queueMicrotask(() => order.push('left'));
  };
  scheduler.atEnd(deliver, tell);
  await turn();
  scheduler.atEnd(deliver);
  await turn();
  expect(order).toEqual(['told', 'left', 'delivered', 'delivered']);
});

test('the more is written as a turn ends, the more is done in the next', async () => {
  const done = async (deliveries: number): Promise<number> => {
    const scheduler = newScheduler();
    scheduler.atEnd(() => {
      for (let delivered = 0; delivered < deliveries; delivered++) scheduler.countDelivery();
    });
    await turn();
    const work = new Work(scheduler, scheduler.open(), 100, 1000);
    await turn();
    return work.done;
  };
  expect(await done(10)).toBe(20);
  expect(await done(1000)).toBe(50);
});
