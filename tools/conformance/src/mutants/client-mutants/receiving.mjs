import { Buffer } from 'node:buffer';
import process from 'node:process';
import { setImmediate } from 'node:timers';
import { format } from 'node:util';
import { bytesOf, SIZE } from '../text.mjs';

const decoded = (text) => Buffer.from(text, 'latin1').toString();

/** Rules 2 to 5 and 22: what the client prints. */
export const receiving = {
  'prints-the-pieces-of-a-frame': (Client) =>
    class extends Client {
      receive(bytes) {
        super.receive(bytes.padEnd(Math.ceil(bytes.length / SIZE) * SIZE, ' '));
      }
    },

  'prints-one-frame-per-read': (Client) =>
    class extends Client {
      receive(bytes) {
        super.receive((this.partial + bytes).slice(this.partial.length, SIZE));
      }
    },

  'prints-what-came-together-as-one-message': (Client) =>
    class extends Client {
      receive(bytes) {
        const all = this.partial + bytes;
        this.partial = all.length < SIZE ? all : '';
        if (all.length >= SIZE) this.show(this.strip(all));
      }
    },

  'prints-half-a-frame-when-the-server-is-gone': (Client) =>
    class extends Client {
      serverEnded() {
        if (this.partial !== '') this.show(this.strip(this.partial));
        super.serverEnded();
      }
    },

  'loses-the-last-message-when-the-server-is-gone': (Client) =>
    class extends Client {
      waiting = [];

      show(text) {
        this.waiting.push(text);
        setImmediate(() => this.waiting.splice(0).forEach((waiting) => super.show(waiting)));
      }

      disconnected() {
        this.waiting.pop();
        for (const text of this.waiting) super.show(text);
        super.disconnected();
      }
    },

  'keeps-the-padding': (Client) =>
    class extends Client {
      strip(bytes) {
        return bytes.trim() === '' ? '' : bytes;
      }
    },

  'strips-leading-spaces': (Client) =>
    class extends Client {
      strip(bytes) {
        return super.strip(bytes).trimStart();
      }
    },

  'strips-all-kinds-of-white-space': (Client) =>
    class extends Client {
      strip(bytes) {
        return bytesOf(decoded(bytes).trimEnd());
      }
    },

  'keeps-the-newline': (Client) =>
    class extends Client {
      strip(bytes) {
        return bytes.replace(/ +$/, '');
      }
    },

  'keeps-a-carriage-return': (Client) =>
    class extends Client {
      strip(bytes) {
        return bytes.replace(/ +$/, '').replace(/\n$/, '');
      }
    },

  'decodes-what-it-prints': (Client) =>
    class extends Client {
      strip(bytes) {
        return bytesOf(decoded(super.strip(bytes)));
      }
    },

  'decodes-each-read': (Client) =>
    class extends Client {
      receive(bytes) {
        const text = decoded(bytes);
        super.receive(text.includes('\ufffd') ? bytesOf(text) : bytes);
      }
    },

  'prints-by-a-format': (Client) =>
    class extends Client {
      print(text) {
        super.print(format(text, 'x'));
      }
    },

  'does-not-wipe-the-prompt': (Client) =>
    class extends Client {
      wipe() {
        return '';
      }
    },

  'wipes-without-the-second-carriage-return': (Client) =>
    class extends Client {
      wipe() {
        return '\r    ';
      }
    },

  'wipes-with-an-escape-sequence': (Client) =>
    class extends Client {
      wipe() {
        return '\r\x1b[K';
      }
    },

  'prompts-before-each-line-of-a-list': (Client) =>
    class extends Client {
      show(text) {
        if (text === '') super.show('');
        else for (const line of text.split('\n')) super.show(line);
      }
    },

  'prints-an-empty-line-for-a-blank-frame': (Client) =>
    class extends Client {
      showBlank() {
        this.print(`${this.wipe()}\n[Me] `);
      }
    },

  'forgets-the-prompt-after-a-blank-frame': (Client) =>
    class extends Client {
      showBlank() {
        this.print(this.wipe());
      }
    },

  'ignores-blank-frames': (Client) =>
    class extends Client {
      showBlank() {
        return undefined;
      }
    },

  'forgets-the-prompt-after-a-message': (Client) =>
    class extends Client {
      show(text) {
        if (text === '') super.show('');
        else this.print(`${this.wipe()}${text}\n`);
      }
    },

  'prints-only-when-it-ends': (Client) =>
    class extends Client {
      kept = '';

      print(text) {
        this.kept += text;
        if (this.kept === text) process.once('exit', () => super.print(this.kept));
      }
    },

  'prints-whole-lines-only': (Client) =>
    class extends Client {
      kept = '';

      print(text) {
        const end = (this.kept + text).lastIndexOf('\n') + 1;
        super.print((this.kept + text).slice(0, end));
        this.kept = (this.kept + text).slice(end);
      }
    },

  'runs-on-when-nobody-reads-what-it-prints': (Client) =>
    class extends Client {
      connect(name, host, port) {
        super.connect(name, host, port);
        process.stdout.removeAllListeners('error').on('error', () => undefined);
      }
    },
};
