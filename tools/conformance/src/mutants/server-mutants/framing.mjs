import { setTimeout } from 'node:timers';
import { SIZE } from '../text.mjs';

/** Rules 1, 2, 5 and 6: where frames begin and end. */
export const framing = {
  'takes-the-end-of-a-read-for-a-frame': (Server) =>
    class extends Server {
      receive(member, bytes) {
        super.receive(member, bytes.padEnd(Math.ceil(bytes.length / SIZE) * SIZE, ' '));
      }
    },

  'handles-eight-frames-of-a-read-at-most': (Server) =>
    class extends Server {
      receive(member, bytes) {
        super.receive(member, bytes.slice(0, 8 * SIZE - member.partial.length));
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

  'names-only-the-first-frame-of-a-message': (Server) =>
    class extends Server {
      relay(member, text) {
        for (const listener of this.listeners(member))
          this.say(listener, `[${member.name}] ${text}`);
      }
    },

  'lets-others-speak-within-a-list': (Server) =>
    class extends Server {
      list(member) {
        const [first, ...others] = this.pages(this.sorted([...this.channels.keys()]));
        this.send(member, first);
        setTimeout(() => others.forEach((page) => this.send(member, page)), 20);
      }
    },

  'cuts-lists-anywhere': (Server) =>
    class extends Server {
      pages(names) {
        return this.pieces(names.join('\n'), SIZE);
      }
    },
};
