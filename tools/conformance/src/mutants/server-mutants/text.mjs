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

  'keeps-a-carriage-return': (Server) =>
    class extends Server {
      strip(bytes) {
        return bytes.replace(/ +$/, '').replace(/\n$/, '').replace(/ +$/, '');
      }
    },

  'keeps-spaces-before-the-newline': (Server) =>
    class extends Server {
      strip(bytes) {
        return bytes.replace(/ +$/, '').replace(/\r?\n$/, '');
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
        return bytesOf(decoded(bytes).trimEnd());
      }
    },

  'strips-tabs-too': (Server) =>
    class extends Server {
      strip(bytes) {
        return bytes.replace(/[ \t\r\n]+$/, '');
      }
    },

  'decodes-and-encodes-again': (Server) =>
    class extends Server {
      strip(bytes) {
        return bytesOf(decoded(super.strip(bytes)));
      }
    },

  'normalizes-unicode': (Server) =>
    class extends Server {
      clean(text) {
        const normal = decoded(text).normalize();
        return bytesOf(decoded(text)) === text ? super.clean(bytesOf(normal)) : super.clean(text);
      }
    },

  'drops-a-byte-order-mark': (Server) =>
    class extends Server {
      strip(bytes) {
        return super.strip(bytes).replace(/^\xef\xbb\xbf/, '');
      }
    },

  'relays-newlines': (Server) =>
    class extends Server {
      clean(text) {
        return text;
      }
    },

  'relays-nul': (Server) =>
    class extends Server {
      clean(text) {
        return text.replace(/[\r\n]/g, ' ');
      }
    },

  'ends-a-message-at-a-nul': (Server) =>
    class extends Server {
      clean(text) {
        return super.clean(text.split('\0')[0]);
      }
    },

  'makes-spaces-of-all-controls': (Server) =>
    class extends Server {
      clean(text) {
        // eslint-disable-next-line no-control-regex
        return text.replace(/[\0-\x1f\x7f]/g, ' ');
      }
    },

  'makes-one-space-of-many': (Server) =>
    class extends Server {
      clean(text) {
        return super.clean(text).replace(/ +/g, ' ');
      }
    },

  'lower-cases-messages': (Server) =>
    class extends Server {
      clean(text) {
        return super.clean(text).replace(/[A-Z]/g, (letter) => letter.toLowerCase());
      }
    },

  'escapes-html': (Server) =>
    class extends Server {
      clean(text) {
        return super.clean(text).replaceAll('<', '&lt;');
      }
    },
};
