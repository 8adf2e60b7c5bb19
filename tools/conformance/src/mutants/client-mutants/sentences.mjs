import { Buffer } from 'node:buffer';

/** For single sentences of the assignment: what makes a client that is wrong in just one. */
export const sentences = {
  'does-not-pad-its-name': (Client) =>
    class extends Client {
      introduce(name) {
        this.socket.write(name);
      }
    },

  'does-not-pad-its-lines': (Client) =>
    class extends Client {
      speak(text) {
        this.socket.write(Buffer.from(text, 'latin1'));
      }
    },

  'pads-with-zero-bytes': (Client) =>
    class extends Client {
      frame(text) {
        return super.frame(text).fill(0, text.length);
      }
    },

  'ends-every-message-with-a-newline': (Client) =>
    class extends Client {
      frame(text) {
        const bytes = super.frame(text);
        bytes.write('\n', bytes.length - 1);
        return bytes;
      }
    },

  'knows-addresses-alone': (Client) =>
    class extends Client {
      connect(name, host, port) {
        super.connect(name, /^[\d.]+$/.test(host) ? host : '127.0.0.2', port);
      }
    },

  'begins-without-a-prompt': (Client) =>
    class extends Client {
      begin(name) {
        this.prompt = () => undefined;
        super.begin(name);
        delete this.prompt;
      }
    },

  'does-not-prompt-after-a-line': (Client) =>
    class extends Client {
      promptAgain() {}
    },

  'does-not-prompt-after-a-message': (Client) =>
    class extends Client {
      show(text) {
        this.print(`${this.wipe()}${text}\n`);
      }
    },

  'does-not-wipe-its-prompt': (Client) =>
    class extends Client {
      wipe() {
        return '';
      }
    },

  'prints-a-message-below-its-prompt': (Client) =>
    class extends Client {
      wipe() {
        return '\n';
      }
    },

  'does-not-send-its-name': (Client) =>
    class extends Client {
      introduce() {}
    },

  'keeps-the-padding': (Client) =>
    class extends Client {
      strip(bytes) {
        return bytes;
      }
    },

  'keeps-commands-to-itself': (Client) =>
    class extends Client {
      speak(text) {
        if (!text.startsWith('/')) super.speak(text);
      }
    },

  'cuts-lines-at-100-bytes': (Client) =>
    class extends Client {
      speak(text) {
        super.speak(text.slice(0, 100));
      }
    },

  'reads-its-input-only-when-the-server-has-spoken': (Client) =>
    class extends Client {
      readInput() {}

      show(text) {
        super.show(text);
        if (!this.reading) super.readInput();
        this.reading = true;
      }
    },

  'misspells-that-it-cannot-connect': (Client) =>
    class extends Client {
      cannotConnect() {
        this.print(`Cannot connect to ${this.server}\n`);
        this.exit(1);
      }
    },

  'misspells-that-the-server-is-gone': (Client) =>
    class extends Client {
      disconnected() {
        this.print(`${this.wipe()}${this.server} has disconnected\n`);
        this.exit(1);
      }
    },
};
