import { clearInterval, setInterval } from 'node:timers';

/** Rule 25: the end of the input. */
export const leaving = {
  'runs-on-at-the-end-of-its-input': (Client) =>
    class extends Client {
      endInput() {
        this.lastLine();
      }
    },

  'sends-blank-frames-at-the-end-of-its-input': (Client) =>
    class extends Client {
      endInput() {
        const spinning = setInterval(() => this.send(''));
        this.socket.on('close', () => clearInterval(spinning));
      }
    },

  'exits-at-once-at-the-end-of-its-input': (Client) =>
    class extends Client {
      linger() {
        this.socket.on('finish', () => this.exit(0));
        super.linger();
      }
    },

  'does-not-half-close': (Client) =>
    class extends Client {
      endInput() {
        this.inputEnded = true;
        this.lastLine();
        this.linger();
      }
    },

  'drops-a-last-line-without-newline': (Client) =>
    class extends Client {
      lastLine() {
        return undefined;
      }
    },

  'waits-for-ever-for-the-server-to-close': (Client) =>
    class extends Client {
      linger() {
        return undefined;
      }
    },
};
