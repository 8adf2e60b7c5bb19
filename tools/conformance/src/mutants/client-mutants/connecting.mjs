import process from 'node:process';
import { clearTimeout } from 'node:timers';

/** Rules 21 and 24: the command line, the connection, and how it ends. */
export const connecting = {
  'prints-the-prompt-before-it-is-connected': (Client) =>
    class extends Client {
      connect(name, host, port) {
        super.prompt();
        super.connect(name, host, port);
      }

      begin(name) {
        this.introduced = true;
        super.begin(name);
      }

      prompt() {
        if (this.introduced) this.introduced = false;
        else super.prompt();
      }
    },

  'sends-one-word-of-its-name': (Client) =>
    class extends Client {
      introduce(name) {
        super.introduce(name.split(' ')[0]);
      }
    },

  'reads-the-server-only-when-a-line-was-typed': (Client) =>
    class extends Client {
      begin(name) {
        super.begin(name);
        this.socket.pause();
      }

      typed(line) {
        super.typed(line);
        this.socket.resume();
      }
    },

  'prints-the-address-for-the-host': (Client) =>
    class extends Client {
      connect(name, host, port) {
        super.connect(name, host === 'localhost' ? '127.0.0.1' : host, port);
      }
    },

  'shows-a-stack-trace-when-it-cannot-connect': (Client) =>
    class extends Client {
      cannotConnect(error) {
        throw error;
      }
    },

  'waits-for-ever-for-a-connection': (Client) =>
    class extends Client {
      connect(name, host, port) {
        super.connect(name, host, port);
        clearTimeout(this.timer);
      }
    },

  'exits-with-0-when-the-server-is-gone': (Client) =>
    class extends Client {
      exitDisconnected() {
        this.exit(0);
      }
    },

  'notices-only-at-the-next-line-that-the-server-is-gone': (Client) =>
    class extends Client {
      serverEnded() {
        if (this.inputEnded) super.serverEnded();
        else this.speak = () => this.disconnected();
      }
    },

  'crashes-on-a-reset': (Client) =>
    class extends Client {
      serverReset() {
        throw new Error('read ECONNRESET');
      }
    },

  'exits-with-1-on-wrong-usage': (Client) =>
    class extends Client {
      refuse() {
        process.stderr.write('client <name> <host> <port>\n');
        process.exit(1);
      }
    },
};
