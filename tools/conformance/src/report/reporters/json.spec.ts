import { textOf } from '../rules';
import { example } from './example';
import { json } from './json';

test('everything is there for other programs to read', () => {
  expect(JSON.parse(json(example))).toEqual({
    version: '1.2.3',
    server: "python3 'my server.py' {port}",
    notes: [
      'Stopped: One check not judged.',
      'First of all: the server does *this*. What was seen: "that". What to do: mend it. One check fails for it: S-10.2. 1 more passed with this forgiven.',
    ],
    findings: example.findings,
    omissions: [],
    unjudged: ['C-1.1'],
    points: 23.3,
    durationMs: 4321,
    totals: { must: { passed: 1, total: 3 }, robust: { passed: 0, total: 1 } },
    checks: [
      {
        id: 'S-1.1',
        level: 'must',
        statement: 'every frame is 200 bytes',
        rule: 1,
        passed: true,
        durationMs: 12,
        forgiven: ['the server does *this*'],
      },
      {
        id: 'S-10.2',
        level: 'must',
        statement: 'a name with <|> & "#" is kept',
        says: 'Names should be kept.',
        rule: 10,
        passed: false,
        durationMs: 5000,
        clause: textOf(10),
        message: 'Bob received another frame than it should',
        expected: '"*a*|\u0001\n"',
        received: '"*a*|``` "',
        hex: { offset: 4, expected: '01 0a', received: '60 60 60 20' },
        steps: ['Bob connects, sends "Bob", "/join <a>"', 'Alice sends "*a*"'],
        cause: 'your server drops the #. Keep it.',
        crash: 'died of SIGSEGV',
        stderr: 'first line\n\u001b[31m]]> & last line',
      },
      {
        id: 'S-10.3',
        level: 'must',
        statement: 'the rule was quoted already',
        rule: 10,
        passed: false,
        durationMs: 5,
        clause: textOf(10),
        message: 'It is not',
      },
      {
        id: 'C-21.1',
        level: 'robust',
        statement: 'the client survives',
        rule: 21,
        passed: false,
        durationMs: 7,
        clause: textOf(21),
        message: 'It does not',
      },
    ],
  });
});
