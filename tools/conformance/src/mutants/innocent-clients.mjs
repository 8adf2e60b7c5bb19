import process from 'node:process';
import { setTimeout } from 'node:timers';

/** How long a slow program takes to start, in milliseconds. */
const SLOW_START = 1500;

/** How late a prompt may come, in milliseconds: a reply of the server is there before it. */
const LATE = 100;

const PROMPT = '[Me] ';

/**
 * Clients that differ from ours where the assignment leaves it open: each does all that it must. For each,
 * what makes it of the right one.
 */
const habits = {
  'sends-the-typed-newline': (Client) =>
    class extends Client {
      speak(text) {
        super.speak(`${text}\n`);
      }
    },

  'sends-the-newline-of-windows': (Client) =>
    class extends Client {
      speak(text) {
        super.speak(text.length < 199 ? `${text}\r\n` : text);
      }
    },

  'exits-with-0-when-the-server-is-gone': (Client) =>
    class extends Client {
      exitDisconnected() {
        this.exit(0);
      }
    },

  'prints-replies-before-the-prompt': (Client) =>
    class extends Client {
      prompt() {
        setTimeout(() => super.prompt(), LATE);
      }
    },

  'wipes-with-spaces-alone': (Client) =>
    class extends Client {
      wipe() {
        return '\r    ';
      }

      show(text) {
        this.print(`\r    \r${text}\n${PROMPT}`);
      }
    },

  'wipes-by-a-control-sequence': (Client) =>
    class extends Client {
      wipe() {
        return '\r\x1b[K';
      }
    },

  'wipes-the-whole-width': (Client) =>
    class extends Client {
      wipe() {
        return `\r${' '.repeat(79)}\r`;
      }
    },

  'writes-over-its-prompt-and-wipes-nothing': (Client) =>
    class extends Client {
      wipe() {
        return '\r';
      }
    },

  'wipes-behind-the-message': (Client) =>
    class extends Client {
      show(text) {
        this.print(`\r${text}     \n${PROMPT}`);
      }
    },

  'waits-for-the-rest-of-a-message': (Client) =>
    class extends Client {
      receive(bytes) {
        super.receive(bytes);
        if (this.partial === '') process.stdin.resume();
        else process.stdin.pause();
      }
    },

  'prints-a-blank-frame-as-a-line': (Client) =>
    class extends Client {
      showBlank() {
        this.print(`${this.wipe()}\n${PROMPT}`);
      }
    },

  'tells-faults-on-stderr': (Client) =>
    class extends Client {
      cannotConnect() {
        process.stderr.write(`Unable to connect to ${this.server}\n`);
        process.exit(0);
      }
    },

  'is-slow-to-start': (Client) =>
    class extends Client {
      connect(...args) {
        setTimeout(() => super.connect(...args), SLOW_START);
      }
    },

  'knows-ascii-alone': (Client) =>
    class extends Client {
      strip(bytes) {
        return super.strip(bytes).replace(/[^\0-\x7f]/g, '?');
      }

      speak(text) {
        super.speak(text.replace(/[^\0-\x7f]/g, '?'));
      }
    },

  'strips-white-space-on-both-sides': (Client) =>
    class extends Client {
      strip(bytes) {
        return bytes.trim();
      }
    },

  'skips-empty-lines': (Client) =>
    class extends Client {
      typed(line) {
        if (line.trim() !== '') super.typed(line);
      }
    },

  'leaves-at-the-end-of-its-input': (Client) =>
    class extends Client {
      endInput() {
        this.exit(0);
      }
    },

  'sends-blank-frames-at-the-end-of-its-input': (Client) =>
    class extends Client {
      endInput() {
        setTimeout(() => {
          this.send('');
          this.endInput();
        }, 1);
      }
    },

  'dies-of-a-reset': (Client) =>
    class extends Client {
      serverReset() {
        process.exit(1);
      }
    },

  'takes-one-line-of-what-it-reads': (Client) =>
    class extends Client {
      read(bytes) {
        super.read(`${bytes.split('\n')[0]}\n`);
      }
    },

  'sends-over-long-frames': (Client) =>
    class extends Client {
      pieces(text) {
        return [text];
      }
    },

  'has-commands-of-its-own': (Client) =>
    class extends Client {
      typed(line) {
        if (line === '/quit') this.exit(0);
        else super.typed(line);
      }
    },
};

/** Several at once, as programs are. */
const together =
  (...names) =>
  (Client) =>
    names.reduce((Base, name) => habits[name](Base), Client);

export const innocents = {
  ...habits,
  'is-a-first-one-in-python-2': together(
    'sends-the-typed-newline',
    'exits-with-0-when-the-server-is-gone',
    'knows-ascii-alone',
    'strips-white-space-on-both-sides',
    'sends-blank-frames-at-the-end-of-its-input',
  ),
  'is-made-in-a-hurry': together(
    'sends-the-typed-newline',
    'dies-of-a-reset',
    'skips-empty-lines',
    'takes-one-line-of-what-it-reads',
    'prints-replies-before-the-prompt',
    'is-slow-to-start',
  ),
};
