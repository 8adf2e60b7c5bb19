import { type Report } from './report';

/** A run in which everything happened that a report has to bear. */
export const example: Report = {
  version: '1.2.3',
  server: "python3 'my server.py' {port}",
  findings: [
    {
      title: 'the server does *this*',
      remedy: 'mend it.',
      evidence: '"that"',
      failed: ['S-10.2'],
      forgiven: ['S-1.1'],
      level: 'must',
    },
  ],
  totals: [
    { level: 'must', passed: 1, total: 3 },
    { level: 'robust', passed: 0, total: 1 },
  ],
  omissions: [],
  unjudged: ['C-1.1'],
  durationMs: 4321,
  results: [
    {
      check: { id: 'S-1.1', level: 'must', statement: 'every frame is 200 bytes' },
      durationMs: 12,
      forgiven: ['the server does *this*'],
    },
    {
      check: {
        id: 'S-10.2',
        level: 'must',
        statement: 'a name with <|> & "#" is kept',
        says: 'Names should be kept.',
      },
      durationMs: 5000,
      failure: {
        message: 'Bob received another frame than it should',
        expected: '"*a*|\u0001\n"',
        received: '"*a*|``` "',
        hex: { offset: 4, expected: '01 0a', received: '60 60 60 20' },
        steps: ['Bob connects, sends "Bob", "/join <a>"', 'Alice sends "*a*"'],
        cause: 'your server drops the #. Keep it.',
        crash: 'died of SIGSEGV',
        stderr: 'first line\n\u001b[31m]]> & last line',
      },
    },
    {
      check: { id: 'S-10.3', level: 'must', statement: 'the rule was quoted already' },
      durationMs: 5,
      failure: { message: 'It is not' },
    },
    {
      check: { id: 'C-21.1', level: 'robust', statement: 'the client survives' },
      durationMs: 7,
      failure: { message: 'It does not' },
    },
  ],
};
