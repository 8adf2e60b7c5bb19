import { Buffer } from 'node:buffer';
import { bytesOf } from '../text.mjs';

const decoded = (text) => Buffer.from(text, 'latin1').toString();

/** Rules 3 and 4: what becomes of the bytes inside a frame. */
export const text = {
  'keeps-the-newline': (Server) =>
    class extends Server {
      strip(bytes) {
        return bytes.replace(/ +$/, '');
      }
    },

  'strips-leading-spaces': (Server) =>
    class extends Server {
      strip(bytes) {
        return super.strip(bytes).replace(/^ +/, '');
      }
    },

  'strips-all-kinds-of-white-space': (Server) =>
    class extends Server {
      strip(bytes) {
        return super.strip(bytes).replace(/(?:[\t\v\f]|\xc2\xa0|\xe3\x80\x80)+$/, '');
      }
    },

  'decodes-and-encodes-again': (Server) =>
    class extends Server {
      strip(bytes) {
        return bytesOf(decoded(super.strip(bytes)));
      }
    },

  'relays-newlines': (Server) =>
    class extends Server {
      clean(text) {
        return text;
      }
    },
};
