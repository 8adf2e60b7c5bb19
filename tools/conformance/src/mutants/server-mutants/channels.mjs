/** Rules 13 to 17: who is in which channel, and hears what. */
export const channels = {
  'leaves-before-a-join-that-fails': (Server) =>
    class extends Server {
      join(member, channel) {
        if (channel !== '' && !this.channels.has(channel)) this.leave(member);
        super.join(member, channel);
      }
    },

  'leaves-before-a-create-that-fails': (Server) =>
    class extends Server {
      create(member, channel) {
        if (this.channels.has(channel)) this.leave(member);
        super.create(member, channel);
      }
    },

  'is-silent-when-a-member-joins-its-own-channel': (Server) =>
    class extends Server {
      move(member, channel) {
        if (member.channel !== channel) super.move(member, channel);
      }
    },

  'announces-the-join-before-the-leave': (Server) =>
    class extends Server {
      move(member, channel) {
        const { channel: old } = member;
        this.enter(member, channel);
        if (old === undefined) return;
        member.channel = old;
        super.leave(member);
        member.channel = channel;
        this.channels.get(channel).add(member);
      }
    },

  'goes-on-telling-the-old-channel': (Server) =>
    class extends Server {
      move(member, channel) {
        const left = this.channels.get(member.channel);
        super.move(member, channel);
        left?.add(member);
      }

      depart(member) {
        super.depart(member);
        for (const members of this.channels.values()) members.delete(member);
      }
    },

  'announces-twice': (Server) =>
    class extends Server {
      leave(member) {
        if (member.channel !== undefined) this.announce(member, `${member.name} has left`);
        super.leave(member);
      }
    },

  'drops-empty-channels': (Server) =>
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

  'repeats-the-last-message-to-newcomers': (Server) =>
    class extends Server {
      relay(member, text) {
        super.relay(member, text);
        this.channels.get(member.channel).last = `[${member.name}] ${text}`;
      }

      enter(member, channel) {
        super.enter(member, channel);
        const { last } = this.channels.get(channel);
        if (last !== undefined) this.send(member, last.slice(0, 200));
      }
    },

  'relays-to-all-channels': (Server) =>
    class extends Server {
      listeners(member) {
        return [...this.members].filter((other) => other !== member && other.channel !== undefined);
      }
    },

  'drops-blank-messages': (Server) =>
    class extends Server {
      relay(member, text) {
        if (text !== '') super.relay(member, text);
      }
    },

  'ignores-messages-outside-a-channel': (Server) =>
    class extends Server {
      message(member, text) {
        if (member.channel !== undefined) super.message(member, text);
      }
    },
};
