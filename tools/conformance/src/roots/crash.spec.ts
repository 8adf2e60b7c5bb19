import { crashOf, exceptionOf } from './crash';

test.each([
  [
    'Python',
    'Traceback (most recent call last):\n  File "client.py", line 4, in <module>\nIndexError: list index out of range\n',
    'IndexError: list index out of range',
  ],
  [
    'Node.js',
    'node:internal/errors:496\n    ErrorCaptureStackTrace(err);\n    ^\n\nRangeError [ERR_SOCKET_BAD_PORT]: no port\n    at connect (node:net:1)\n\nNode.js v20.20.2\n',
    'RangeError [ERR_SOCKET_BAD_PORT]: no port',
  ],
  [
    'Java',
    'Exception in thread "main" java.lang.ArrayIndexOutOfBoundsException: 0\n\tat ChatClient.main(ChatClient.java:7)\n',
    'Exception in thread "main" java.lang.ArrayIndexOutOfBoundsException: 0',
  ],
  [
    'Go',
    'panic: runtime error: index out of range [3]\n\ngoroutine 1 [running]:\nmain.main()\n\t/home/me/client.go:9 +0x1d\n',
    'panic: runtime error: index out of range [3]',
  ],
])('a crash is told by what %s says of it, and not by the lines around that', (_, stderr, said) => {
  const failure = { message: 'It did not', crash: 'exited with status 1', stderr };
  expect(crashOf(failure)).toBe(`the program crashes: it exited with status 1, and says: ${said}`);
});

test('of what names no exception, the last line is told', () => {
  const failure = { message: 'It did not', crash: 'died of SIGSEGV', stderr: 'one\ntwo\n' };
  expect(crashOf(failure)).toBe('the program crashes: it died of SIGSEGV, and says: two');
});

test('one crash is told in the same words each time, wherever in memory it happens', () => {
  const told = ['0x7f10', '0x7f22'].map((address) =>
    crashOf({
      message: 'It did not',
      crash: 'exited with status 1',
      stderr: `Traceback (most recent call last):\nKeyError: <Client object at ${address}>\n`,
    }),
  );
  expect(told[0]).toMatch(/KeyError: <Client object at 0x…>$/);
  expect(told[1]).toBe(told[0]);
});

test('an exception that has ended one thread is told, and none of a connection that was closed', () => {
  const thread = 'Exception in thread Thread-1 (serve):\nTraceback (most recent call last):\n';
  const failure = {
    message: 'It did not',
    stderr: `${thread}IndexError: list index out of range\n`,
  };
  expect(exceptionOf(failure)).toBe(
    'the program goes on after an exception: IndexError: list index out of range',
  );
  const gone = { ...failure, stderr: `${thread}BrokenPipeError: [Errno 32] Broken pipe\n` };
  expect(exceptionOf(gone)).toBeUndefined();
  expect(exceptionOf({ ...failure, stderr: 'Error: no such channel\n' })).toBeUndefined();
  expect(exceptionOf({ ...failure, crash: 'exited with status 1' })).toBeUndefined();
});
