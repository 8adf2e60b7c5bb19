import { connect } from 'node:net';
import { once } from 'node:events';
import { Program } from './program';
import { type Result } from '../report/result';
import { runChecks, type ReadyCheck } from './runner';

function check(run: () => Promise<void>, more: Partial<ReadyCheck> = {}): ReadyCheck {
  return { id: 'S-1.1', level: 'must', statement: 'a fake passes', run, ...more };
}

function node(script: string): Program {
  return new Program([process.execPath, '-e', script]);
}

/** What a program has printed by the time that it has printed anything. */
async function printed(program: Program): Promise<string> {
  if (program.process.stdout) await once(program.process.stdout, 'data');
  return program.stdout.toString();
}

/** A failure without the steps, of which other tests tell. */
function withoutSteps(result: Result | undefined): unknown {
  return result?.failure && { ...result.failure, steps: undefined };
}

const passing = check(() => Promise.resolve());

test('results come in the order of the checks, with what a check says of itself', async () => {
  const failing = check(() => Promise.reject(new Error('wrong')), { id: 'S-2.1', level: 'robust' });
  const results = await Promise.all(runChecks([passing, failing, passing]));
  expect(results.map(({ failure }) => failure)).toEqual([
    undefined,
    { message: 'wrong' },
    undefined,
  ]);
  const { id, level, statement } = failing;
  expect(results[1]?.check).toEqual({ id, level, statement });
  expect(results[1]?.durationMs).toBeGreaterThanOrEqual(0);
});

test('as many checks run at a time as there are jobs', async () => {
  let running = 0;
  let most = 0;
  const busy = check(async () => {
    most = Math.max(most, ++running);
    await new Promise(setImmediate);
    running--;
  });
  const results = await Promise.all(runChecks(Array<ReadyCheck>(9).fill(busy), { jobs: 3 }));
  expect(results).toHaveLength(9);
  expect(most).toBe(3);
});

test('a check that is to be alone waits for all others, and nothing runs beside it', async () => {
  const events: string[] = [];
  const noted = (id: string, alone: boolean): ReadyCheck =>
    check(
      async () => {
        events.push(`${id} begins`);
        await new Promise(setImmediate);
        events.push(`${id} ends`);
      },
      { id, alone },
    );
  await Promise.all(
    runChecks([noted('first', true), noted('other', false), noted('last', true)], { jobs: 5 }),
  );
  expect(events).toEqual([
    'other begins',
    'other ends',
    'first begins',
    'first ends',
    'last begins',
    'last ends',
  ]);
});

test('slow checks are started first', async () => {
  const started: string[] = [];
  const noted = (id: string, slow: boolean): ReadyCheck =>
    check(
      () => {
        started.push(id);
        return Promise.resolve();
      },
      { id, slow },
    );
  const checks = [noted('first', false), noted('slow', true), noted('last', false)];
  const results = await Promise.all(runChecks(checks, { jobs: 1 }));
  expect(started).toEqual(['slow', 'first', 'last']);
  expect(results.map(({ check: { id } }) => id)).toEqual(['first', 'slow', 'last']);
});

test('should a run be stopped, what a program must do has been judged before the rest', async () => {
  const started: string[] = [];
  const noted = (level: ReadyCheck['level'], slow: boolean): ReadyCheck =>
    check(
      () => {
        started.push(`${level}${slow ? ', slow' : ''}`);
        return Promise.resolve();
      },
      { level, slow },
    );
  const checks = [noted('robust', true), noted('should', false), noted('must', false)];
  await Promise.all(runChecks([...checks, noted('must', true)], { jobs: 1 }));
  expect(started).toEqual(['must, slow', 'must', 'robust, slow', 'should']);
});

test('a check that the system did not let run has judged nothing', async () => {
  const refused = Object.assign(new Error('spawn ./server EMFILE'), { code: 'EMFILE' });
  const [result] = await Promise.all(runChecks([check(() => Promise.reject(refused))]));
  expect(result).toMatchObject({
    unjudged: true,
    refusal: { message: expect.stringContaining('spawn ./server EMFILE') as string },
  });
  expect(result?.failure).toBeUndefined();
});

test('a check over its limit has failed, its program is gone, and the next one is run', async () => {
  let program: Program | undefined;
  const hanging = check(async () => {
    program = node('setInterval(() => undefined, 1000)');
    await program.exited;
    await new Promise(() => undefined);
  });
  const results = await Promise.all(runChecks([hanging, passing], { jobs: 1, limit: 300 }));
  expect(results.map(withoutSteps)).toEqual([
    { message: 'The check took longer than 300 ms' },
    undefined,
  ]);
  expect(program?.running).toBe(false);
});

test('what a program has forked does not outlive its check', async () => {
  const server = `require('node:net').createServer()
    .listen(0, '127.0.0.1', function () { process.stdout.write(String(this.address().port)); })`;
  let port = 0;
  const forking = check(async () => {
    const program = node(
      `require('node:child_process').spawn(process.execPath, ['-e', ${JSON.stringify(server)}],
        { stdio: 'inherit' });`,
    );
    port = Number(await printed(program));
    throw new Error('enough');
  });
  const [result] = await Promise.all(runChecks([forking]));
  expect(withoutSteps(result)).toEqual({ message: 'enough' });
  await expect(once(connect(port, '127.0.0.1'), 'connect')).rejects.toThrow('ECONNREFUSED');
});

test('a check that was given up starts no program any more', async () => {
  let resume: (() => void) | undefined;
  let late: Program | undefined;
  const hanging = check(async () => {
    await new Promise<void>((resolve) => (resume = resolve));
    late = node('setInterval(() => undefined, 1000)');
  });
  await Promise.all(runChecks([hanging], { limit: 20 }));
  resume?.();
  await new Promise(setImmediate);
  await expect(late?.exited).resolves.toEqual({ code: null, signal: 'SIGKILL' });
});

describe('a program that crashes', () => {
  async function failureOf(script: string): Promise<unknown> {
    const crashing = check(async () => {
      const program = node(script);
      await program.exited;
      throw new Error('no reply');
    });
    const [result] = await Promise.all(runChecks([crashing]));
    return withoutSteps(result);
  }

  it('is told by its exit status and its stderr', async () => {
    await expect(failureOf('console.error("oops"); process.exit(3)')).resolves.toEqual({
      message: 'no reply',
      crash: 'exited with status 3',
      stderr: 'oops',
    });
  });

  it('is told by its signal', async () => {
    await expect(failureOf('process.kill(process.pid, "SIGSEGV")')).resolves.toEqual({
      message: 'no reply',
      crash: 'died of SIGSEGV',
    });
  });

  it('has the end of a long stderr kept', async () => {
    const failure = failureOf('for (let i = 1; i <= 100; i++) console.error(i); process.exit(1)');
    const stderr = Array.from({ length: 20 }, (_, index) => String(81 + index)).join('\n');
    await expect(failure).resolves.toMatchObject({ stderr });
  });
});

test('a program that was killed by its check has not crashed, but what it said is told', async () => {
  const killed = check(async () => {
    const program = node('console.error("hm"); console.log(1); setInterval(() => 1, 1000)');
    await printed(program);
    program.signal('SIGTERM');
    await program.exited;
    throw new Error('wrong');
  });
  const [result] = await Promise.all(runChecks([killed]));
  expect(withoutSteps(result)).toEqual({ message: 'wrong', stderr: 'hm' });
});

test('a program that cannot be started fails its check', async () => {
  const missing = check(async () => {
    await new Program(['./no-such-program']).exited;
  });
  const [result] = await Promise.all(runChecks([missing]));
  expect(withoutSteps(result)).toEqual({ message: 'spawn ./no-such-program ENOENT' });
});
