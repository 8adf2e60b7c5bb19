import { Buffer } from 'node:buffer';
import { isLegible } from '../server.mjs';

/** Rules 7 to 9: who somebody is, and what one hears of oneself. */
export const names = {
  'refuses-a-name-that-somebody-has': (Server) =>
    class extends Server {
      isName(name) {
        return super.isName(name) && ![...this.members].some((other) => other.name === name);
      }
    },

  'counts-the-characters-of-a-name': (Server) =>
    class extends Server {
      isName(name) {
        const { length } = [...Buffer.from(name, 'latin1').toString()];
        return length >= 1 && length <= 64 && isLegible(name);
      }
    },

  'knows-no-control-characters-but-those-of-ascii-and-latin-1': (Server) =>
    class extends Server {
      isName(name) {
        return name.length >= 1 && name.length <= 64 && isLegible(name, /\p{Cc}/u);
      }

      isChannelName(name) {
        return isLegible(name, /\p{Cc}/u);
      }
    },

  'takes-names-that-nobody-can-see': (Server) =>
    class extends Server {
      isName(name) {
        return name.length >= 1 && name.length <= 64 && isLegible(name, undefined, /^/);
      }

      isChannelName(name) {
        return isLegible(name, undefined, /^/);
      }
    },

  'takes-joiners-for-control-characters': (Server) =>
    class extends Server {
      isName(name) {
        return super.isName(name) && isLegible(name, /[\p{Cf}\ufe0f]/u);
      }
    },

  'handles-a-command-before-the-name': (Server) =>
    class extends Server {
      isName(name) {
        return super.isName(name) && !name.startsWith('/');
      }
    },

  'closes-without-saying-why': (Server) =>
    class extends Server {
      refuse(member) {
        this.close(member);
      }
    },

  'greets-newcomers': (Server) =>
    class extends Server {
      introduce(member, name) {
        super.introduce(member, name);
        this.send(member, `Welcome, ${name}`);
      }
    },

  'finds-commands-behind-spaces': (Server) =>
    class extends Server {
      handle(member, text) {
        const bare = text.trimStart();
        super.handle(member, member.name !== undefined && this.isCommand(bare) ? bare : text);
      }
    },

  'echoes-to-the-speaker': (Server) =>
    class extends Server {
      listeners(member) {
        return [...this.channels.get(member.channel)];
      }
    },

  'tells-a-member-of-its-own-join': (Server) =>
    class extends Server {
      join(member, channel) {
        super.join(member, channel);
        if (member.channel === channel) this.send(member, `${member.name} has joined`);
      }
    },
};
