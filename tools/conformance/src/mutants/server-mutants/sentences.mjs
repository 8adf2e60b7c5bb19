import { Buffer } from 'node:buffer';
import { SIZE } from '../text.mjs';
import { failing } from './failing.mjs';

/** For single sentences of the assignment: what makes a server that is wrong in just one. */
const says = (wrong) => (Server) =>
  class extends Server {
    frame(text) {
      return super.frame(wrong(text));
    }
  };

export const sentences = {
  ...failing,

  'misspells-the-error-outside-a-channel': says((text) =>
    text.replace('in any channel', 'in a channel'),
  ),
  'misspells-the-error-of-a-bare-join': says((text) =>
    text.replace('channel to join.', 'channel.'),
  ),
  'misspells-the-error-of-a-bare-create': says((text) =>
    text.replace('channel to create', 'channel.'),
  ),
  'misspells-the-error-of-a-wrong-join': says((text) =>
    text.replace(' exists. Try', ' is there. Try'),
  ),
  'misspells-the-error-of-a-second-create': says((text) => text.replace('Room ', 'Channel ')),
  'does-not-fill-in-the-error-of-a-second-create': says((text) =>
    text.replace(/^Room .* already/, 'Room {0} already'),
  ),
  'misspells-the-error-of-a-wrong-command': says((text) =>
    text.replace('control message', 'command'),
  ),
  'misspells-that-somebody-joins': says((text) => text.replace(/ has joined$/, ' joined')),
  'misspells-that-somebody-leaves': says((text) => text.replace(/ has left$/, ' left')),
  'writes-a-name-without-brackets': says((text) => text.replace(/^\[(.*?)\] /, '$1: ')),

  'pads-with-zero-bytes': (Server) =>
    class extends Server {
      frame(text) {
        const bytes = super.frame(text);
        bytes.fill(0, text.length);
        return bytes;
      }
    },

  'ends-every-message-with-a-zero-byte': (Server) =>
    class extends Server {
      frame(text) {
        const bytes = super.frame(text);
        bytes[SIZE - 1] = 0;
        return bytes;
      }
    },

  'pads-with-what-is-in-its-memory': (Server) =>
    class extends Server {
      frame(text) {
        const bytes = super.frame(text);
        bytes.fill('\0 has joined\0\0tea', text.length);
        return bytes;
      }
    },

  'keeps-the-padding-of-a-name': (Server) =>
    class extends Server {
      introduce(member, name) {
        super.introduce(member, name.padEnd(20));
      }
    },

  'keeps-the-padding-of-a-channel': (Server) =>
    class extends Server {
      argument(text) {
        const argument = super.argument(text);
        return argument === '' ? '' : argument.padEnd(20);
      }
    },

  'cuts-names-at-16-bytes': (Server) =>
    class extends Server {
      introduce(member, name) {
        super.introduce(member, name.slice(0, 16));
      }
    },

  'loses-what-comes-with-the-name': (Server) =>
    class extends Server {
      receive(member, bytes) {
        const named = member.name !== undefined;
        super.receive(member, named ? bytes : bytes.slice(0, SIZE - member.partial.length));
      }
    },

  'takes-what-the-first-read-brings-for-the-name': (Server) =>
    class extends Server {
      receive(member, bytes) {
        if (member.name === undefined) this.handle(member, this.strip(bytes.slice(0, SIZE)));
        else super.receive(member, bytes);
      }
    },

  'takes-what-a-read-brings-for-one-message': (Server) =>
    class extends Server {
      receive(member, bytes) {
        this.handle(member, this.strip(bytes));
      }
    },

  'does-not-pad': (Server) =>
    class extends Server {
      frame(text) {
        return Buffer.from(text, 'latin1');
      }
    },

  'pads-to-256-bytes': (Server) =>
    class extends Server {
      frame(text) {
        return Buffer.from(text.padEnd(256), 'latin1');
      }
    },

  'writes-the-time-before-every-text': says((text) => `12:00 ${text}`),

  'tells-all-channels': (Server) =>
    class extends Server {
      listeners(member) {
        return [...this.members].filter((other) => other !== member && other.name !== undefined);
      }
    },

  'tells-the-speaker-too': (Server) =>
    class extends Server {
      listeners(member) {
        return [...this.channels.get(member.channel)];
      }
    },

  'does-not-say-who-joins': (Server) =>
    class extends Server {
      enter(member, channel) {
        member.channel = channel;
        this.channels.get(channel).add(member);
      }
    },

  'stays-in-the-old-channel-at-a-create': (Server) =>
    class extends Server {
      create(member, channel) {
        const old = this.channels.get(member.channel);
        super.create(member, channel);
        if (this.channels.get(channel)?.has(member)) old?.add(member);
      }
    },

  'stays-in-the-old-channel-at-a-join': (Server) =>
    class extends Server {
      move(member, channel) {
        const old = this.channels.get(member.channel);
        super.move(member, channel);
        old?.add(member);
      }
    },

  'adds-to-a-new-channel-and-takes-out-of-none': (Server) =>
    class extends Server {
      create(member, channel) {
        if (channel === '' || this.channels.has(channel)) super.create(member, channel);
        else {
          this.channels.set(channel, new Set());
          this.enter(member, channel);
        }
      }
    },

  'takes-a-slash-anywhere-for-a-command': (Server) =>
    class extends Server {
      isCommand(text) {
        return text.includes('/');
      }
    },

  'tells-the-first-of-the-others-alone': (Server) =>
    class extends Server {
      audience(member) {
        return super.audience(member).slice(0, 1);
      }
    },

  'separates-channels-by-commas': (Server) =>
    class extends Server {
      pages(names) {
        return [names.join(', ')];
      }
    },

  'lists-nothing-to-whoever-is-in-no-channel': (Server) =>
    class extends Server {
      list(member) {
        if (member.channel === undefined) this.send(member, '');
        else super.list(member);
      }
    },

  'lists-what-there-was-at-the-first-list': (Server) =>
    class extends Server {
      list(member) {
        this.known ??= [...this.channels.keys()];
        this.send(member, this.known.join('\n'));
      }
    },

  'does-not-say-who-left-by-a-join': (Server) =>
    class extends Server {
      move(member, channel) {
        this.channels.get(member.channel)?.delete(member);
        member.channel = undefined;
        super.move(member, channel);
      }
    },

  'does-not-say-who-left-by-a-create': (Server) =>
    class extends Server {
      create(member, channel) {
        if (channel !== '' && !this.channels.has(channel)) {
          this.channels.get(member.channel)?.delete(member);
          member.channel = undefined;
        }
        super.create(member, channel);
      }
    },

  'does-not-say-who-disconnects': (Server) =>
    class extends Server {
      depart(member) {
        this.channels.get(member.channel)?.delete(member);
        member.channel = undefined;
      }
    },

  'goes-on-sending-to-who-has-disconnected-and-stops': (Server) =>
    class extends Server {
      depart(member) {
        super.depart(member);
        this.deaf ||= member.name === 'Bob';
      }

      relay(member, text) {
        if (!this.deaf) super.relay(member, text);
      }
    },

  'does-not-enter-what-it-creates': (Server) =>
    class extends Server {
      create(member, channel) {
        super.create(member, channel);
        this.channels.get(channel)?.delete(member);
      }
    },
};
