import { Completion } from './completion';
import { Editor, type Outcome } from './editor';

const UP = 'up';

function edit() {
  const completion = new Completion(['/create', '/join', '/list']);
  const editor = new Editor(completion);
  const press = (...keys: string[]): Outcome | undefined =>
    keys.map((key) => editor.press(key)).at(-1);
  const send = (text: string): void => {
    editor.type(text);
    press('return');
  };
  const paste = (...pieces: string[]): void => {
    for (const piece of pieces) editor.paste(piece);
    editor.endPaste();
  };
  /** The line, with `|` where the cursor is. */
  const line = (): string => {
    const { line: it } = editor;
    return `${it.slice(0, it.cursor)}|${it.slice(it.cursor, it.length)}`;
  };
  const row = (): string => {
    const { prompt = '', clusters } = editor.view;
    return prompt + Array.from({ length: clusters.length }, (_, at) => clusters.at(at)).join('');
  };
  return { editor, completion, press, send, paste, line, row };
}

describe('keys', () => {
  test.each([
    ['hello', ['C-a'], '|hello'],
    ['hello', ['home', 'end'], 'hello|'],
    ['hello', ['C-b', 'left', 'C-f'], 'hell|o'],
    ['hello', ['C-a', 'right', 'C-d', 'delete'], 'h|lo'],
    ['a👨‍👩‍👧', ['backspace'], 'a|'],
    ['a🇵🇱🇩🇪', ['backspace'], 'a🇵🇱|'],
    ['a👍🏽b', ['left', 'left'], 'a|👍🏽b'],
    ['e\u0301❤️', ['backspace', 'backspace'], '|'],
    ['one, two', ['C-w'], 'one, |'],
    ['one, two', ['C-w', 'C-w'], 'one|'],
    ['one two', ['M-b', 'M-b', 'M-d'], '| two'],
    ['one two', ['C-a', 'M-f'], 'one| two'],
    ['one two', ['M-left', 'C-k'], 'one |'],
    ['one two', ['C-left', 'C-u'], '|two'],
    ['one two', ['C-w', 'C-a', 'C-y'], 'two|one '],
    ['one two', ['C-w', 'C-w', 'C-y', 'M-y'], 'two|'],
    ['ab', ['C-t'], 'ba|'],
    ['a👍🏽b', ['C-a', 'right', 'C-t'], '👍🏽a|b'],
    ['ab', ['C-w', 'C-_'], 'ab|'],
    ['ab', ['C-w', 'C-_', 'C-^'], '|'],
    ['ab', ['f5', 'M-q', 'C-]'], 'ab|'],
  ])('%j, %j: %j', (typed, keys, result) => {
    const { editor, press, line } = edit();
    editor.type(typed);
    press(...keys);
    expect(line()).toBe(result);
  });

  test('Ctrl-D leaves on an empty line only', () => {
    const { editor, press } = edit();
    editor.type('a');
    expect(press('C-a', 'C-d')).toBeUndefined();
    expect(press('C-d')).toEqual({ type: 'end' });
  });
});

describe('history', () => {
  test('the draft is there again, wherever the cursor was, and edited', () => {
    const { editor, press, send, line } = edit();
    send('first');
    editor.type('draft');
    press(...Array.from({ length: 6 }, () => 'left'), UP);
    expect(line()).toBe('first|');
    press('down');
    expect(line()).toBe('|draft');
    press('C-d', 'C-p', 'C-n', 'end');
    expect(line()).toBe('raft|');
  });

  test('Up goes to the line before, whatever was typed', () => {
    const { editor, press, send, line } = edit();
    send('one');
    send('two');
    editor.type('x');
    press(UP);
    expect(line()).toBe('two|');
    press(UP, UP, UP);
    expect(line()).toBe('one|');
  });

  test('what was sent stays as it was edited, until something is sent', () => {
    const { editor, press, send, line } = edit();
    send('one');
    send('two');
    press(UP, 'backspace', UP, 'down');
    expect(line()).toBe('tw|');
    expect(press('return')).toEqual({ type: 'line', text: 'tw' });
    expect(editor.history.sent).toEqual(['one', 'two', 'tw']);
    press(UP, UP);
    expect(line()).toBe('two|');
  });

  test('Ctrl-R finds what was sent, older and older', () => {
    const { editor, press, send, line, row } = edit();
    ['/join tea', 'hello', '/join milk'].forEach(send);
    press('C-r');
    editor.type('Jo');
    expect(row()).toBe('(search: Jo) /join milk');
    press('C-r', 'C-r');
    expect(row()).toBe('(search: Jo) /join tea');
    press('backspace', 'escape');
    expect(line()).toBe('/join milk|');
    press('C-r');
    editor.type('tea');
    expect(press('return')).toEqual({ type: 'line', text: '/join tea' });
    editor.type('draft');
    press('C-r');
    editor.type('nowhere');
    press('C-g');
    expect(line()).toBe('draft|');
  });
});

describe('a paste', () => {
  test.each([
    ['of one line', ['on', 'e'], 'a one|'],
    ['of one line, with a newline at its end', ['one\r'], 'a one|'],
    ['cut in its newline', ['one\r', '\n'], 'a one|'],
    ['with control characters and tabs', ['o\x03n\x1b[Ae\u009b\tx'], 'a on[Ae\tx|'],
  ])('%s is text', (_, pieces, result) => {
    const { editor, press, paste, line } = edit();
    editor.type('a ');
    paste(...pieces);
    expect(line()).toBe(result);
    press('C-_');
    expect(line()).toBe('a |');
  });

  test('of several lines waits for Enter, and leaves the draft', () => {
    const { editor, press, paste, line, row } = edit();
    editor.type('draft');
    paste('one\r', '\n/quit\r\r\tthree', ' times\n\n');
    expect(row()).toBe('(4 lines pasted: Enter sends them, Escape drops them)');
    editor.type('!');
    expect(press('C-w')).toBeUndefined();
    expect(press('return')).toEqual({
      type: 'lines',
      texts: ['one', ' /quit', '', '\tthree times'],
    });
    expect(line()).toBe('draft!|');
  });

  test('of several lines is dropped by Escape', () => {
    const { press, paste, line, row } = edit();
    paste('\rone\rtwo');
    expect(press('escape')).toBeUndefined();
    expect(row()).toBe('');
    expect(press('return')).toEqual({ type: 'line', text: '' });
    expect(line()).toBe('|');
  });

  test('of a megabyte takes time in proportion to it', () => {
    const { editor, paste } = edit();
    const piece = '👍🏽'.repeat(500);
    const began = process.cpuUsage();
    paste(...Array.from({ length: 250 }, () => piece));
    editor.press('backspace');
    const { user, system } = process.cpuUsage(began);
    expect(editor.line.length).toBe(124_999);
    expect(user + system).toBeLessThan(5_000_000);
  });
});

describe('Tab', () => {
  test.each([
    ['/j', '/join |'],
    ['/join g', '/join green |'],
    ['/join Te', '/join tea |'],
    ['hello an', 'hello Ann B |'],
    ['hello Ann ', 'hello Ann B |'],
    ['b', 'ben|'],
    ['/x', '/x|'],
    ['nobody', 'nobody|'],
  ])('%j becomes %j', (typed, result) => {
    const { editor, completion, press, line } = edit();
    ['tea', 'green'].forEach((channel) => {
      completion.addChannel(channel);
    });
    ['Ann B', 'benny', 'benita'].forEach((name) => {
      completion.addName(name);
    });
    editor.type(typed);
    expect(press('tab')).toBeUndefined();
    expect(line()).toBe(result);
  });

  test('tells the choices where nothing more is clear', () => {
    const { editor, press } = edit();
    editor.type('/');
    expect(press('tab')).toEqual({ type: 'choices', texts: ['/create', '/join', '/list'] });
  });
});
