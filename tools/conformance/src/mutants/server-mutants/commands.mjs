import { Buffer } from 'node:buffer';
import { SIZE } from '../text.mjs';

const decoded = (text) => Buffer.from(text, 'latin1').toString();

const COMMANDS = ['/create', '/join', '/list'];

/** Rules 10 to 12: what is a command, and what it is answered. */
export const commands = {
  'matches-commands-by-prefix': (Server) =>
    class extends Server {
      word(text) {
        return COMMANDS.find((word) => text.startsWith(word)) ?? super.word(text);
      }
    },

  'matches-commands-in-any-case': (Server) =>
    class extends Server {
      word(text) {
        const word = super.word(text);
        return COMMANDS.find((command) => command === word.toLowerCase()) ?? word;
      }
    },

  'ends-the-command-at-a-tab-too': (Server) =>
    class extends Server {
      word(text) {
        return text.split(/[ \t]/)[0];
      }
    },

  'takes-two-slashes-for-one': (Server) =>
    class extends Server {
      command(member, text) {
        super.command(member, text.replace(/^\/\//, '/'));
      }
    },

  'takes-one-word-for-the-channel': (Server) =>
    class extends Server {
      argument(text) {
        return super.argument(text).split(' ')[0];
      }
    },

  'keeps-form-feeds-around-a-channel-name': (Server) =>
    class extends Server {
      argument(text) {
        return text.slice(this.word(text).length).replace(/^[ \t]+|[ \t]+$/g, '');
      }
    },

  'strips-unicode-spaces-around-a-channel-name': (Server) =>
    class extends Server {
      argument(text) {
        return super.argument(text).replace(/^(?:\xc2\xa0)+|(?:\xc2\xa0)+$/g, '');
      }
    },

  'accepts-c1-controls-in-channel-names': (Server) =>
    class extends Server {
      isChannelName(name) {
        // eslint-disable-next-line no-control-regex
        return !/[\0-\x1f\x7f]/.test(name);
      }
    },

  'names-the-whole-line-in-the-error': (Server) =>
    class extends Server {
      command(member, text) {
        if (COMMANDS.includes(this.word(text))) super.command(member, text);
        else this.invalid(member, text);
      }
    },

  'knows-one-command-more': (Server) =>
    class extends Server {
      invalid(member, word) {
        if (word === '/quit') this.close(member);
        else super.invalid(member, word);
      }
    },

  'fills-in-by-patterns': (Server) =>
    class extends Server {
      fill(template, value) {
        return template.replace(/\{0\}/g, value);
      }
    },

  'leaves-the-stop-off-an-error': (Server) =>
    class extends Server {
      say(member, text, prefix) {
        super.say(member, prefix === undefined ? text.replace(/join\.$/, 'join') : text, prefix);
      }
    },

  'lists-in-the-order-of-creation': (Server) =>
    class extends Server {
      sorted(names) {
        return names;
      }
    },

  'sorts-by-utf-16': (Server) =>
    class extends Server {
      sorted(names) {
        return names.sort((a, b) => (decoded(a) < decoded(b) ? -1 : 1));
      }
    },

  'does-not-answer-an-empty-list': (Server) =>
    class extends Server {
      list(member) {
        if (this.channels.size > 0) super.list(member);
      }
    },

  'ends-a-list-with-a-newline': (Server) =>
    class extends Server {
      pages(names) {
        return super.pages(names).map((page) => (page.length < SIZE ? `${page}\n` : page));
      }
    },

  'refuses-a-list-with-arguments': (Server) =>
    class extends Server {
      list(member, argument) {
        if (argument === '') super.list(member);
        else this.invalid(member, '/list');
      }

      command(member, text) {
        if (this.word(text) === '/list') this.list(member, this.argument(text));
        else super.command(member, text);
      }
    },

  'answers-a-list-to-everybody': (Server) =>
    class extends Server {
      list(member) {
        super.list(member);
        if (member.channel !== undefined)
          this.audience(member).forEach((other) => super.list(other));
      }
    },
};
