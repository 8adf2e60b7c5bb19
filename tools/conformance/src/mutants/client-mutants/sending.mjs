import { Buffer } from 'node:buffer';
import { bytesOf, SIZE } from '../text.mjs';

const decoded = (text) => Buffer.from(text, 'latin1').toString();

/** Rules 1, 6 and 23: what becomes of a line that is typed. */
export const sending = {
  'sends-the-newline-of-a-line': (Client) =>
    class extends Client {
      withoutNewline(line) {
        return `${line}\n`;
      }
    },

  'sends-a-carriage-return': (Client) =>
    class extends Client {
      withoutNewline(line) {
        return line;
      }
    },

  'decodes-each-read-of-its-input': (Client) =>
    class extends Client {
      read(bytes) {
        super.read(bytesOf(decoded(bytes)));
      }
    },

  'takes-each-read-of-its-input-for-a-line': (Client) =>
    class extends Client {
      read(bytes) {
        super.read(bytes.endsWith('\n') ? bytes : `${bytes}\n`);
      }
    },

  'does-not-send-empty-lines': (Client) =>
    class extends Client {
      speak(text) {
        if (text !== '') super.speak(text);
      }
    },

  'prompts-once-for-each-frame': (Client) =>
    class extends Client {
      send(text) {
        super.send(text);
        if (this.sentOne) this.prompt();
        this.sentOne = true;
      }

      promptAgain() {
        return undefined;
      }
    },

  'cuts-long-lines-off': (Client) =>
    class extends Client {
      speak(text) {
        super.speak(this.pieces(text, SIZE)[0]);
      }
    },

  'sends-over-long-frames': (Client) =>
    class extends Client {
      speak(text) {
        this.send(text);
      }
    },

  'cuts-inside-a-character': (Client) =>
    class extends Client {
      pieces(text, room) {
        return [text.slice(0, room)];
      }
    },

  'lets-a-long-message-become-a-command': (Client) =>
    class extends Client {
      spaceBeforeASlash() {
        return '';
      }
    },

  'sends-long-commands-in-frames': (Client) =>
    class extends Client {
      refuseCommand(text) {
        this.speak(text);
        this.promptAgain(text);
      }
    },

  'leaves-on-quit': (Client) =>
    class extends Client {
      speak(text) {
        if (text === '/quit') this.endInput();
        else super.speak(text);
      }
    },
};
