import { parseInvitation } from './cli';

/** What a command line is answered with, by the program's end or by an invitation. */
function run(...argv: string[]) {
  const printed = { stdout: '', stderr: '' };
  for (const stream of ['stdout', 'stderr'] as const) {
    jest.spyOn(process[stream], 'write').mockImplementation((text) => {
      printed[stream] += text.toString();
      return true;
    });
  }
  jest.spyOn(process, 'exit').mockImplementation((status) => {
    throw new Error(`exit ${String(status)}`);
  });
  return { parse: () => parseInvitation(argv), printed };
}

afterEach(() => {
  jest.restoreAllMocks();
});

describe('parseInvitation', () => {
  test.each([
    [['Scott', '127.0.0.1', '55555'], { name: 'Scott', host: '127.0.0.1', port: '55555' }],
    [['Scott B', '::1', '1'], { name: 'Scott B', host: '::1', port: '1' }],
    [['/join', 'localhost', '065535'], { name: '/join', host: 'localhost', port: '065535' }],
    [['--', '-x', 'h', '1'], { name: '-x', host: 'h', port: '1' }],
    [['Scott', 'h', '1', '--tls'], { name: 'Scott', host: 'h', port: '1', tls: {} }],
    [['Scott', 'h', '1', '--no-color'], { name: 'Scott', host: 'h', port: '1', color: false }],
    [
      ['--tls', '--ca', 'a', '--cert', 'c', '--key', 'k', 'Scott', 'h', '1'],
      { name: 'Scott', host: 'h', port: '1', tls: { ca: 'a', cert: 'c', key: 'k' } },
    ],
  ])('%j is taken as typed (rule 24)', (argv, invitation) => {
    expect(run(...argv).parse()).toEqual({ comforts: {}, color: true, ...invitation });
  });

  test.each([
    [[], "missing required argument 'name'"],
    [['Scott', 'h'], "missing required argument 'port'"],
    [['Scott', 'h', '1', 'more'], 'too many arguments'],
    [['Scott', 'h', '-1'], 'A port is a whole number from 1 to 65535.'],
    [['Scott', 'h', ' 1'], 'A port is a whole number from 1 to 65535.'],
    [['Scott', 'h', '0'], 'A port is a whole number from 1 to 65535.'],
    [['Scott', 'h', '65536'], 'A port is a whole number from 1 to 65535.'],
    [['Scott', 'h', '1e3'], 'A port is a whole number from 1 to 65535.'],
    [['Scott', 'h', ''], 'A port is a whole number from 1 to 65535.'],
    [['Scott', '', '1'], 'A host is a name or an address.'],
    [['Scott', 'a\x1b[2Jb', '1'], 'A host is a name or an address.'],
    [['Scott', 'a\nb', '1'], 'A host is a name or an address.'],
    [['Scott', 'a\u009bb', '1'], 'A host is a name or an address.'],
    [['', 'h', '1'], 'A name cannot be empty.'],
    [['a\n\x1b[2Jb', 'h', '1'], 'A name cannot have control characters in it.'],
    [['x'.repeat(65), 'h', '1'], 'A name is at most 64 bytes long.'],
    [['a\u2028b', 'h', '1'], 'A name cannot have characters in it that break a line'],
    [['a\u202eb', 'h', '1'], 'A name cannot have characters in it that break a line'],
    [['\u00a0\u200d', 'h', '1'], 'A name needs something in it that can be seen.'],
    [['Scott', 'h', '1', '--ca', 'a'], '--ca needs --tls.'],
    [['Scott', 'h', '1', '--cert', 'c', '--key', 'k'], '--cert needs --tls.'],
    [['Scott', 'h', '1', '--tls', '--cert', 'c'], '--cert and --key need each other.'],
    [['Scott', 'h', '1', '--tls', '--key', 'k'], '--cert and --key need each other.'],
    [['Scott', 'h', '1', '--tls', '--ca'], "option '--ca <file>' argument missing."],
    [['Scott', 'h', '1', '--reconnect'], '--reconnect needs a terminal.'],
    [['Scott', 'h', '1', '--log', 'l'], '--log needs a terminal.'],
    [['--hlp'], "unknown option '--hlp' (Did you mean --help?)"],
  ])('%j is one line on stderr and exit status 2 (rule 24)', (argv, fault) => {
    const { parse, printed } = run(...argv);
    expect(parse).toThrow('exit 2');
    expect(printed.stdout).toBe('');
    expect(printed.stderr).toMatch(
      /^chat-client: \P{Cc}+ Usage: chat-client <name> <host> <port>\n$/u,
    );
    expect(printed.stderr).toContain(fault);
  });

  test.each([
    ['--help', /^Usage: chat-client /],
    ['--version', /^\d+\.\d+\.\d+\n$/],
  ])('%s prints on stdout, exit status 0', (option, text) => {
    const { parse, printed } = run(option);
    expect(parse).toThrow('exit 0');
    expect(printed.stdout).toMatch(text);
    expect(printed.stderr).toBe('');
  });
});
