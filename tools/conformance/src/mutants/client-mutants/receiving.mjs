import { Buffer } from 'node:buffer';
import process from 'node:process';
import { setTimeout } from 'node:timers';
import { bytesOf, SIZE } from '../text.mjs';

const decoded = (text) => Buffer.from(text, 'latin1').toString();

/** How late one of them prints, in milliseconds: longer than a busy machine takes to tell of the end. */
const LATE = 300;

/** Rules 2 to 5 and 22: what the client prints. */
export const receiving = {
  'prints-the-pieces-of-a-frame': (Client) =>
    class extends Client {
      receive(bytes) {
        super.receive(bytes.padEnd(Math.ceil(bytes.length / SIZE) * SIZE, ' '));
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
      receive(bytes) {
        setTimeout(() => super.receive(bytes), LATE);
      }

      serverEnded() {
        if (this.inputEnded) setTimeout(() => super.serverEnded(), LATE);
        else super.serverEnded();
      }

      disconnected() {
        this.receive = () => undefined;
        this.show = () => undefined;
        super.disconnected();
      }
    },

  'strips-leading-spaces': (Client) =>
    class extends Client {
      strip(bytes) {
        return super.strip(bytes).trimStart();
      }
    },

  'keeps-the-newline': (Client) =>
    class extends Client {
      strip(bytes) {
        return bytes.replace(/ +$/, '');
      }
    },

  'decodes-what-it-prints': (Client) =>
    class extends Client {
      strip(bytes) {
        return bytesOf(decoded(super.strip(bytes)));
      }
    },

  'prints-by-a-format': (Client) =>
    class extends Client {
      print(text) {
        super.print(text.replace('%s', '(null)'));
      }
    },

  'leaves-of-its-prompt-what-is-longer-than-a-message': (Client) =>
    class extends Client {
      wipe() {
        return '\r';
      }
    },

  'prompts-before-each-line-of-a-list': (Client) =>
    class extends Client {
      show(text) {
        if (text === '') super.show('');
        else for (const line of text.split('\n')) super.show(line);
      }
    },

  'forgets-the-prompt-after-a-blank-frame': (Client) =>
    class extends Client {
      showBlank() {
        this.print(this.wipe());
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
