import { SIZE } from '../text.mjs';

/** Rules 1, 2, 5 and 6: where frames begin and end. */
export const framing = {
  'takes-the-end-of-a-read-for-a-frame': (Server) =>
    class extends Server {
      receive(member, bytes) {
        super.receive(member, bytes.padEnd(Math.ceil(bytes.length / SIZE) * SIZE, ' '));
      }
    },

  'handles-one-frame-per-read': (Server) =>
    class extends Server {
      receive(member, bytes) {
        const all = member.partial + bytes;
        const settled = member.channel !== undefined;
        super.receive(member, settled ? all.slice(member.partial.length, SIZE) : bytes);
      }
    },

  'mixes-the-pieces-of-two-connections': (Server) =>
    class extends Server {
      shared = '';

      receive(member, bytes) {
        member.partial = this.shared;
        super.receive(member, bytes);
        this.shared = member.partial;
      }
    },

  'does-not-put-a-name-in-pieces-together': (Server) =>
    class extends Server {
      receive(member, bytes) {
        const isName = member.name === undefined && bytes.length < SIZE;
        super.receive(member, isName ? bytes.padEnd(SIZE, ' ') : bytes);
      }
    },

  'pads-with-nul': (Server) =>
    class extends Server {
      frame(text) {
        return super.frame(text.padEnd(SIZE, '\0'));
      }
    },

  'handles-half-a-frame-at-the-end': (Server) =>
    class extends Server {
      ended(member) {
        if (member.partial !== '') this.receive(member, ' '.repeat(SIZE - member.partial.length));
        super.ended(member);
      }
    },

  'cuts-long-texts-off': (Server) =>
    class extends Server {
      pieces(text, room) {
        return super.pieces(text, room).slice(0, 1);
      }
    },

  'sends-over-long-frames': (Server) =>
    class extends Server {
      pieces(text) {
        return [text];
      }
    },

  'cuts-inside-a-character': (Server) =>
    class extends Server {
      pieces(text, room) {
        return text.match(new RegExp(`[^]{1,${room}}`, 'g')) ?? [''];
      }
    },

  'makes-two-frames-of-200-bytes': (Server) =>
    class extends Server {
      pieces(text, room) {
        return super.pieces(text, room - 1);
      }
    },

  'cuts-at-words': (Server) =>
    class extends Server {
      pieces(text, room) {
        const space = text.slice(0, room).lastIndexOf(' ');
        if (text.length <= room || space < 1) return super.pieces(text, room);
        return [text.slice(0, space), ...this.pieces(text.slice(space + 1), room)];
      }
    },

  'names-only-the-first-frame-of-a-message': (Server) =>
    class extends Server {
      relay(member, text) {
        for (const listener of this.listeners(member))
          this.say(listener, `[${member.name}] ${text}`);
      }
    },

  'cuts-lists-anywhere': (Server) =>
    class extends Server {
      pages(names) {
        return this.pieces(names.join('\n'), SIZE);
      }
    },
};
