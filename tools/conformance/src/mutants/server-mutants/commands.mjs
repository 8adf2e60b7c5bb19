import { Buffer } from 'node:buffer';

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

  'takes-one-word-for-the-channel': (Server) =>
    class extends Server {
      argument(text) {
        return super.argument(text).split(' ')[0];
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
};
