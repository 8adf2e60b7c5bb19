import { failureOf } from './failure';
import { explain } from './explanation';
import { Mismatch } from './mismatch';
import { StartedPrograms } from '../running/started-programs';
import { Trace } from './trace';

const USUAL = 'what most do wrong here';

function causeBeside(crash: string | undefined, error: Error = new Error('It failed')): unknown {
  const witness = { crash, stderr: '', kill: () => Promise.resolve() };
  return failureOf(error, { witness } as unknown as StartedPrograms, new Trace(), USUAL).cause;
}

test('the commonest cause of a check is that of the failure', () => {
  expect(causeBeside(undefined)).toBe(USUAL);
  expect(causeBeside('exited with status 1')).toBe(USUAL);
});

test('unless a signal has killed the program', () => {
  expect(causeBeside('died of SIGSEGV')).toBeUndefined();
  expect(causeBeside('died of SIGPIPE')).toMatch(/Ignore SIGPIPE/);
});

test('or what came tells another', () => {
  const error = new Mismatch('wrong', 'a prompt', 'nothing', undefined, 'no flush');
  expect(causeBeside(undefined, error)).toBe('no flush');
});

test('what came does nothing to the terminal that shows it', () => {
  const error = Mismatch.ofBytes('wrong', Buffer.from('ab'), Buffer.from('a\u202eb\u009b\u061c'));
  const failure = failureOf(error, new StartedPrograms(), new Trace(), undefined);
  expect(explain(failure).join('\n')).toContain('"a\\u202eb\\u009b\\u061c"');
  expect(failure.hex).toMatchObject({ offset: 1 });
});
