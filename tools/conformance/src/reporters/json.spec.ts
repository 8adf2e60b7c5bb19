import { example } from './example';
import { json } from './json';

test('everything is there for other programs to read', () => {
  expect(JSON.parse(json(example))).toEqual({
    version: '1.2.3',
    server: "python3 'my server.py' {port}",
    durationMs: 4321,
    totals: { must: { passed: 1, total: 2 }, robust: { passed: 0, total: 1 } },
    checks: [
      {
        id: 'S-1.1',
        level: 'must',
        statement: 'every frame is 200 bytes',
        rule: 1,
        passed: true,
        durationMs: 12,
      },
      {
        id: 'S-10.2',
        level: 'must',
        statement: 'a name with <|> & "#" is kept',
        rule: 10,
        passed: false,
        durationMs: 5000,
        message: 'Bob should have received "*a*|\u0001"\nbut received nothing',
        crash: 'died of SIGSEGV',
        stderr: 'first line\n\u001b[31m]]> & last line',
      },
      {
        id: 'C-21.1',
        level: 'robust',
        statement: 'the client survives',
        rule: 21,
        passed: false,
        durationMs: 7,
        message: 'It does not',
      },
    ],
  });
});
