import { Buffer } from 'node:buffer';
import process from 'node:process';
import { setTimeout } from 'node:timers';
import { SIZE } from './text.mjs';

/** How long a slow program takes to start, in milliseconds. */
const SLOW_START = 1500;

/**
 * Servers that differ from ours where the assignment leaves it open: each does all that it must. For each,
 * what makes it of the right one.
 */
const habits = {
  'lists-in-no-order': (Server) =>
    class extends Server {
      sorted(names) {
        return names.sort((a, b) => (a.length - b.length || a < b ? 1 : -1));
      }
    },

  'ends-a-list-with-a-newline': (Server) =>
    class extends Server {
      pages(names) {
        return [
          names
            .map((name) => `${name}\n`)
            .join('')
            .slice(0, SIZE),
        ];
      }
    },

  'does-not-answer-an-empty-list': (Server) =>
    class extends Server {
      list(member) {
        if (this.channels.size > 0) super.list(member);
      }
    },

  'names-the-whole-line-in-the-error': (Server) =>
    class extends Server {
      command(member, text) {
        const known = ['/create', '/join', '/list'].includes(this.word(text));
        if (known) super.command(member, text);
        else this.invalid(member, text);
      }
    },

  'never-closes-after-the-end': (Server) =>
    class extends Server {
      ended(member) {
        this.depart(member);
      }
    },

  'is-slow-to-start': (Server) =>
    class extends Server {
      listen(port) {
        setTimeout(() => super.listen(port), SLOW_START);
      }
    },

  'tells-everybody-who-comes-and-goes': (Server) =>
    class extends Server {
      announce(member, text) {
        for (const other of this.members)
          if (other !== member && other.name !== undefined) this.send(other, text);
      }
    },

  'knows-ascii-alone': (Server) =>
    class extends Server {
      strip(bytes) {
        return super.strip(bytes).replace(/[^\0-\x7f]/g, '?');
      }
    },

  'serves-nobody-until-the-name-is-there': (Server) =>
    class extends Server {
      waiting = [];

      /** One at a time: the next is accepted when this one has its name, or is gone. */
      accept(socket) {
        socket.pause();
        this.waiting.push(socket);
        if (this.waiting.length === 1) this.acceptNext();
      }

      acceptNext() {
        const [socket] = this.waiting;
        if (socket === undefined) return;
        super.accept(socket);
        socket.resume();
        socket.on('close', () => this.named(socket));
      }

      named(socket) {
        if (this.waiting[0] !== socket) return;
        this.waiting.shift();
        this.acceptNext();
      }

      introduce(member, name) {
        super.introduce(member, name);
        this.named(member.socket);
      }
    },

  'forgets-a-channel-that-all-have-left': (Server) =>
    class extends Server {
      leave(member) {
        const { channel } = member;
        super.leave(member);
        if (this.channels.get(channel)?.size === 0) this.channels.delete(channel);
      }

      enter(member, channel) {
        if (!this.channels.has(channel)) this.channels.set(channel, new Set());
        super.enter(member, channel);
      }
    },

  'greets-newcomers': (Server) =>
    class extends Server {
      introduce(member, name) {
        super.introduce(member, name);
        this.send(member, 'Welcome to this chat');
      }
    },

  'takes-a-name-only-once': (Server) =>
    class extends Server {
      isName(name) {
        return super.isName(name) && ![...this.members].some((other) => other.name === name);
      }
    },

  'strips-white-space-on-both-sides': (Server) =>
    class extends Server {
      strip(bytes) {
        return bytes.trim();
      }
    },

  'cuts-long-texts-off': (Server) =>
    class extends Server {
      pieces(text, room) {
        return [text.slice(0, room)];
      }
    },

  'relays-newlines-as-they-come': (Server) =>
    class extends Server {
      strip(bytes) {
        return bytes.replace(/ +$/, '');
      }

      argument(text) {
        return super.argument(text).trim();
      }

      clean(text) {
        return text;
      }
    },

  'takes-channel-names-of-one-word': (Server) =>
    class extends Server {
      argument(text) {
        return super.argument(text).split(' ')[0];
      }
    },

  'takes-names-of-one-word': (Server) =>
    class extends Server {
      introduce(member, name) {
        super.introduce(member, name.split(' ')[0]);
      }
    },

  'dies-of-a-reset': (Server) =>
    class extends Server {
      broken() {
        process.exit(1);
      }
    },

  'takes-half-a-frame-at-the-end-for-one': (Server) =>
    class extends Server {
      ended(member) {
        if (member.partial !== '') this.handle(member, this.strip(member.partial));
        super.ended(member);
      }
    },

  'stays-in-its-own-channel': (Server) =>
    class extends Server {
      move(member, channel) {
        if (member.channel !== channel) super.move(member, channel);
      }
    },

  'repeats-the-last-message-to-newcomers': (Server) =>
    class extends Server {
      relay(member, text) {
        super.relay(member, text);
        this.channels.get(member.channel).last = `[${member.name}] ${text}`;
      }

      enter(member, channel) {
        super.enter(member, channel);
        const { last } = this.channels.get(channel);
        if (last !== undefined) this.send(member, last.slice(0, SIZE));
      }
    },

  'sends-a-frame-in-two-pieces': (Server) =>
    class extends Server {
      send(member, text) {
        const bytes = Buffer.from(this.frame(text));
        if (!member.socket.writable) return;
        member.socket.write(bytes.subarray(0, 77));
        member.socket.write(bytes.subarray(77));
      }
    },

  'acknowledges-commands': (Server) =>
    class extends Server {
      enter(member, channel) {
        super.enter(member, channel);
        this.send(member, `Welcome to ${channel}`);
      }
    },

  'names-a-command-without-its-slash': (Server) =>
    class extends Server {
      invalid(member, word) {
        super.invalid(member, word.slice(1));
      }
    },

  'looks-ten-times-a-second': (Server) =>
    class extends Server {
      receive(member, bytes) {
        setTimeout(() => super.receive(member, bytes), 100);
      }
    },

  'knows-a-command-more': (Server) =>
    class extends Server {
      invalid(member, word) {
        if (word === '/quit') this.close(member);
        else super.invalid(member, word);
      }
    },
};

/** Several at once, as programs are. */
const together =
  (...names) =>
  (Server) =>
    names.reduce((Base, name) => habits[name](Base), Server);

export const innocents = {
  ...habits,
  'is-a-first-one-in-python-2': together(
    'lists-in-no-order',
    'ends-a-list-with-a-newline',
    'does-not-answer-an-empty-list',
    'names-the-whole-line-in-the-error',
    'knows-ascii-alone',
    'strips-white-space-on-both-sides',
    'cuts-long-texts-off',
  ),
  'is-made-in-a-hurry': together(
    'lists-in-no-order',
    'never-closes-after-the-end',
    'dies-of-a-reset',
    'serves-nobody-until-the-name-is-there',
    'takes-channel-names-of-one-word',
    'stays-in-its-own-channel',
    'is-slow-to-start',
  ),
};
