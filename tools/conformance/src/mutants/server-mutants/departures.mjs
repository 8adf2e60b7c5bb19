import process from 'node:process';
import { setImmediate, setTimeout } from 'node:timers';

/** Rules 18 to 20: how a connection ends, and what comes in which order. */
export const departures = {
  'forgets-who-resets': (Server) =>
    class extends Server {
      broken(member) {
        this.channels.get(member.channel)?.delete(member);
        member.channel = undefined;
      }
    },

  'crashes-on-a-reset': (Server) =>
    class extends Server {
      broken() {
        process.stderr.write('Error: read ECONNRESET\n');
        process.exit(1);
      }
    },

  'announces-a-reset-twice': (Server) =>
    class extends Server {
      broken(member) {
        if (member.channel !== undefined) this.announce(member, `${member.name} has left`);
      }
    },

  'announces-who-was-in-no-channel': (Server) =>
    class extends Server {
      depart(member) {
        if (member.channel === undefined && member.name !== undefined && !member.gone) {
          const inChannels = [...this.members].filter(({ channel }) => channel !== undefined);
          for (const other of inChannels) this.send(other, `${member.name} has left`);
        }
        member.gone = true;
        super.depart(member);
      }
    },

  'keeps-the-half-frame-of-a-dead-connection': (Server) =>
    class extends Server {
      stale = '';

      accept(socket) {
        super.accept(socket);
        [...this.members].at(-1).partial = this.stale;
        this.stale = '';
      }

      depart(member) {
        this.stale = member.partial || this.stale;
        super.depart(member);
      }
    },

  'does-not-close-after-the-end': (Server) =>
    class extends Server {
      ended(member) {
        this.depart(member);
      }
    },

  'drops-what-it-has-not-handled-yet-at-the-end': (Server) =>
    class extends Server {
      receive(member, bytes) {
        setTimeout(() => super.receive(member, bytes), 10);
      }

      ended(member) {
        member.over = true;
        super.ended(member);
      }
    },

  'closes-though-replies-are-waiting': (Server) =>
    class extends Server {
      ended(member) {
        super.ended(member);
        member.socket.destroy();
      }
    },

  'replies-later-than-it-relays': (Server) =>
    class extends Server {
      list(member) {
        setImmediate(() => super.list(member));
      }

      invalid(member, word) {
        setImmediate(() => super.invalid(member, word));
      }
    },
};
