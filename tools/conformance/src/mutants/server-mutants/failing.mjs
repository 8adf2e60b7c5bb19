import { SIZE } from '../text.mjs';

/** Servers that are wrong in what the assignment says of commands that fail. */
export const failing = {
  'creates-at-a-join': (Server) =>
    class extends Server {
      join(member, channel) {
        if (channel !== '' && !this.channels.has(channel)) this.create(member, channel);
        else super.join(member, channel);
      }
    },

  'leaves-before-a-join-that-fails': (Server) =>
    class extends Server {
      join(member, channel) {
        this.leave(member);
        super.join(member, channel);
      }
    },

  'creates-what-cannot-be-joined': (Server) =>
    class extends Server {
      join(member, channel) {
        const missing = channel !== '' && !this.channels.has(channel);
        super.join(member, channel);
        if (missing) this.channels.set(channel, new Set());
      }
    },

  'leaves-the-channel-after-a-wrong-command': (Server) =>
    class extends Server {
      invalid(member, word) {
        this.leave(member);
        super.invalid(member, word);
      }
    },

  'leaves-at-a-join-of-nothing': (Server) =>
    class extends Server {
      join(member, channel) {
        if (channel === '') this.leave(member);
        super.join(member, channel);
      }
    },

  'leaves-at-a-create-of-nothing': (Server) =>
    class extends Server {
      create(member, channel) {
        if (channel === '') this.leave(member);
        super.create(member, channel);
      }
    },

  'crashes-at-a-join-of-nothing': (Server) =>
    class extends Server {
      join(member, channel) {
        if (channel === '') throw new RangeError('list index out of range');
        super.join(member, channel);
      }
    },

  'hangs-up-at-a-join-of-nothing': (Server) =>
    class extends Server {
      join(member, channel) {
        if (channel === '') this.close(member);
        else super.join(member, channel);
      }
    },

  'does-not-answer-a-create-that-fails-in-a-channel': (Server) =>
    class extends Server {
      create(member, channel) {
        const fails = channel === '' || this.channels.has(channel);
        if (member.channel === undefined || !fails) super.create(member, channel);
      }
    },

  'relays-a-wrong-command-too': (Server) =>
    class extends Server {
      invalid(member, word) {
        super.invalid(member, word);
        if (member.channel !== undefined) this.relay(member, word);
      }
    },

  'keeps-the-padding-of-a-wrong-command': (Server) =>
    class extends Server {
      invalid(member, word) {
        this.send(member, word.padEnd(SIZE));
      }
    },

  'joins-what-exists-at-a-create': (Server) =>
    class extends Server {
      create(member, channel) {
        const exists = this.channels.has(channel);
        super.create(member, channel);
        if (exists && member.channel === undefined) this.enter(member, channel);
      }
    },
};
