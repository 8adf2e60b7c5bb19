import { parsePort } from './cli';

let printed = '';

beforeEach(() => {
  printed = '';
  jest.spyOn(process.stderr, 'write').mockImplementation((text) => {
    printed += text.toString();
    return true;
  });
  jest.spyOn(process, 'exit').mockImplementation((status) => {
    throw new Error(`exit ${String(status)}`);
  });
});

afterEach(() => {
  jest.restoreAllMocks();
});

describe('parsePort', () => {
  test.each([
    ['55555', 55555],
    ['0', 0],
    ['65535', 65535],
  ])('%s is a port (rule 27)', (text, port) => {
    expect(parsePort([text])).toBe(port);
  });

  test.each([
    [[], "missing required argument 'port'."],
    [['1', '2'], 'too many arguments.'],
    [['abc'], 'A port is a whole number from 0 to 65535.'],
    [['65536'], 'A port is a whole number from 0 to 65535.'],
    [['-1'], 'A port is a whole number from 0 to 65535.'],
    [['1.5'], 'A port is a whole number from 0 to 65535.'],
    [[''], 'A port is a whole number from 0 to 65535.'],
    [['--hlp'], "unknown option '--hlp'"],
  ])('%j is answered with one line, and status 2 (rule 27)', (argv, fault) => {
    expect(() => parsePort(argv)).toThrow('exit 2');
    expect(printed).toContain(fault);
    expect(printed).toMatch(/^chat-server: .*\. Usage: chat-server <port>\n$/);
  });
});
