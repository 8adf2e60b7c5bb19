import fc from 'fast-check';
import { Keys, type Input } from './keys';

beforeEach(() => jest.useFakeTimers());
afterEach(() => jest.useRealTimers());

function listen() {
  const inputs: Input[] = [];
  const keys = new Keys((more) => inputs.push(...more));
  return { keys, inputs, words: () => inputs.map((input) => ('text' in input ? input.text : '')) };
}

function namesOf(sequence: string): string[] {
  const { keys, words } = listen();
  keys.push(Buffer.from(sequence));
  jest.runAllTimers();
  return words();
}

describe('Keys', () => {
  test.each([
    ['left', ['\x1b[D', '\x1bOD', '\x1b[1D', '\x1b[1;129D', '\x1b[1;65:1D', '\x1b[1;193:2D']],
    ['up', ['\x1b[A', '\x1bOA']],
    ['home', ['\x1b[H', '\x1bOH', '\x1b[1~', '\x1b[7~']],
    ['end', ['\x1b[F', '\x1bOF', '\x1b[4~', '\x1b[8~']],
    ['delete', ['\x1b[3~', '\x1b[3;129~']],
    ['backspace', ['\x7f', '\b']],
    // Of xterm, of iTerm2, of rxvt.
    ['M-left', ['\x1b[1;3D', '\x1b[1;9D', '\x1b\x1b[D', '\x1b\x1bOD']],
    ['C-right', ['\x1b[1;5C', '\x1bOc', '\x1b[1;133C']],
    ['M-b', ['\x1bb']],
    ['M-backspace', ['\x1b\x7f']],
    ['C-a', ['\x01']],
    ['C-\\', ['\x1c']],
    ['C-]', ['\x1d']],
    ['C-_', ['\x1f']],
    ['return', ['\r']],
    ['tab', ['\t']],
    ['escape', ['\x1b', '\x1b\x1b']],
    // As kitty has them, and xterm, where they tell of modifiers: unasked, or after a program that has died.
    ['C-c', ['\x1b[99;5u', '\x1b[99;133u', '\x1b[67;6u', '\x1b[99:67;6:1u', '\x1b[27;5;99~']],
    ['C-\\', ['\x1b[92;5u']],
    ['M-b', ['\x1b[98;3u', '\x1b[27;3;98~']],
    ['return', ['\x1b[13u', '\x1b[13;2u', '\x1b[27;5;13~']],
    ['C-backspace', ['\x1b[127;5u', '\x1b[27;5;8~']],
    ['escape', ['\x1b[27u']],
    // Of the number pad, where it has a mode of its own.
    ['return', ['\x1bOM', '\x1bO5M', '\x1b[57414u', '\x1b[57414;129u', '\x1b[57414;5u']],
    ['tab', ['\x1bOI']],
    ['left', ['\x1b[57417u', '\x1b[57417;129:1u']],
    ['right', ['\x1b[57418u']],
    ['up', ['\x1b[57419u']],
    ['down', ['\x1b[57420u']],
    ['home', ['\x1b[57423u']],
    ['end', ['\x1b[57424u']],
    ['delete', ['\x1b[57426u']],
    ['C-left', ['\x1b[57417;5u']],
    ['M-right', ['\x1b[57418;3u']],
  ])('%s is sent in any of the ways that terminals have', (name, sequences) => {
    for (const sequence of sequences) expect(namesOf(sequence)).toEqual([name]);
  });

  test.each([
    [' ', ['\x1b[32;2u', '\x1b[27;2;32~']],
    ['A', ['\x1b[97;2u', '\x1b[97:65;2u', '\x1b[97;65u', '\x1b[27;2;65~', '\x1b[97;2:2u']],
    ['a', ['\x1b[97u', '\x1b[97;1:1u', '\x1b[97;129u', '\x1b[97;66u']],
    ['Ж', ['\x1b[1078:1046;2u']],
    ['😀', ['\x1b[128512u']],
    ['7', ['\x1bOw', '\x1b[57406u', '\x1b[57406;129u', '\x1b[57406;129;55u']],
    ['.', ['\x1bOn', '\x1b[57409u']],
    ['+', ['\x1bOk', '\x1bO2k', '\x1bO1;2k', '\x1b[57413u']],
    ['=', ['\x1bOX', '\x1b[57415u']],
    [',', ['\x1bOl', '\x1b[57416u']],
  ])('%j is typed with modifiers told of', (text, sequences) => {
    for (const sequence of sequences) {
      const { keys, inputs } = listen();
      keys.push(Buffer.from(sequence));
      expect(inputs).toEqual([{ type: 'text', text }]);
    }
  });

  test.each([
    '\x1b[97;5:3u',
    '\x1b[97;9u',
    '\x1b[57358u',
    '\x1b[1;1:3D',
    '\x1b[1;129:3D',
    '\x1b[57427u',
    '\x1b[57428u',
    '\x1b[57406;129:3u',
    '\x1b[155u',
    '\x1b[55296u',
    '\x1b[9999999u',
  ])('%j is no key: let go, held with one that means nothing here, or no character', (sequence) => {
    expect(namesOf(sequence)).toEqual([]);
  });

  const REPORTS = [
    ...[
      '\x1b[<0;12;40M',
      '\x1b[<35;1;1m',
      '\x1b[M !!',
      '\x1b[32;12;40M',
      '\x1b[12;40R',
      '\x1b[1;129R',
      '\x1b[I',
      '\x1b[O',
    ],
    ...[
      '\x1b[?62;22c',
      '\x1b[>41;354;0c',
      '\x1b[?2004;1$y',
      '\x1b[8;24;80t',
      '\x1b[0n',
      '\x1b[57;5:3u',
      '\x1b[1;2;3;4z',
    ],
    ...[
      '\x1b]11;rgb:00/00/00\x07',
      '\x1b]11;rgb:00/00/00\x1b\\',
      '\x1bP1+r\x1b\\',
      '\x1b_Gi=1;OK\x1b\\',
      '\u009b',
    ],
  ];

  test('reports of the terminal are passed over whole, between what is typed, cut anywhere', () => {
    const part = fc.oneof(fc.constantFrom(...REPORTS), fc.constantFrom('a', '你', '😀', 'bc'));
    const cuts = fc.array(fc.nat(200), { maxLength: 20 });
    fc.assert(
      fc.property(fc.array(part, { maxLength: 20, size: 'max' }), cuts, (parts, at) => {
        const { keys, inputs } = listen();
        const bytes = Buffer.from(parts.join(''));
        let start = 0;
        for (const end of [...at, bytes.length].sort((a, b) => a - b)) {
          if (end <= start || end > bytes.length) continue;
          keys.push(bytes.subarray(start, end));
          start = end;
        }
        const typed = inputs.map((input) => (input.type === 'text' ? input.text : '')).join('');
        expect(typed).toBe(parts.filter((each) => !REPORTS.includes(each)).join(''));
      }),
    );
  });

  test('a report that is broken off is passed over, and what comes later is not', () => {
    const { keys, words } = listen();
    keys.push(Buffer.from('\x1b]11;rgb:'));
    jest.advanceTimersByTime(400);
    keys.push(Buffer.from('00/'));
    jest.advanceTimersByTime(100);
    keys.push(Buffer.from('hello'));
    expect(words()).toEqual(['hello']);
  });

  test('Ctrl-C has power in the middle of a sequence', () => {
    expect(namesOf('\x1b[3\x03')).toContain('C-c');
  });

  test('a paste comes in pieces, whatever it holds, cut anywhere', () => {
    const pasted = fc.array(fc.constantFrom('a', '\r', '\x03', '\x1b[A', '\x1b[201', '你', '\t'), {
      maxLength: 20,
      size: 'max',
    });
    fc.assert(
      fc.property(pasted, fc.integer({ min: 1, max: 9 }), (parts, step) => {
        const { keys, inputs } = listen();
        const bytes = Buffer.from(`x\x1b[200~${parts.join('')}\x1b[201~y`);
        for (let at = 0; at < bytes.length; at += step) keys.push(bytes.subarray(at, at + step));
        const piece = inputs.map((input) => (input.type === 'paste' ? input.text : '')).join('');
        expect(piece).toBe(parts.join(''));
        expect(inputs.at(0)).toEqual({ type: 'text', text: 'x' });
        expect(inputs.slice(-2)).toEqual([{ type: 'paste-end' }, { type: 'text', text: 'y' }]);
      }),
    );
  });

  test('a paste without an end is over a second after its last piece', () => {
    const { keys, inputs } = listen();
    keys.push(Buffer.from('\x1b[200~one'));
    jest.advanceTimersByTime(999);
    keys.push(Buffer.from(' two\x1b[2'));
    jest.advanceTimersByTime(999);
    expect(inputs).not.toContainEqual({ type: 'paste-end' });
    jest.advanceTimersByTime(1);
    keys.push(Buffer.from('\x03'));
    expect(inputs.slice(-2)).toEqual([{ type: 'paste-end' }, { type: 'key', text: 'C-c' }]);
  });
});
