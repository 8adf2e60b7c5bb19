import process from 'node:process';
import { setTimeout } from 'node:timers';

/** Rules 27 to 29: the program, and what nobody may do to the others. */
export const program = {
  'waits-for-the-name-before-it-takes-another': (Server) =>
    class extends Server {
      queue = [];

      accept(socket) {
        this.queue.push(socket);
        this.next();
      }

      introduce(member, name) {
        super.introduce(member, name);
        this.next();
      }

      depart(member) {
        super.depart(member);
        this.members.delete(member);
        this.next();
      }

      next() {
        const silent = [...this.members].some(({ name, over }) => name === undefined && !over);
        if (!silent && this.queue.length > 0) super.accept(this.queue.shift());
      }
    },

  'waits-for-whoever-does-not-read': (Server) =>
    class extends Server {
      send(member, text) {
        super.send(member, text);
        if (member.socket.writableLength < 100_000) return;
        for (const { socket } of this.members) socket.pause();
        member.socket.once('drain', () => {
          for (const { socket } of this.members) socket.resume();
        });
      }
    },

  'listens-on-ipv4-only': (Server) =>
    class extends Server {
      listen(port) {
        super.listen({ port, host: '0.0.0.0' });
      }
    },

  'listens-on-the-loopback-only': (Server) =>
    class extends Server {
      listen(port) {
        super.listen({ port, host: 'localhost' });
      }
    },

  'shows-a-stack-trace': (Server) =>
    class extends Server {
      fail(error) {
        process.stderr.write(`${error.stack}\n`);
        process.exit(1);
      }
    },

  'takes-a-port-of-digits-and-letters': (Server) =>
    class extends Server {
      port(text) {
        return super.port(String(parseInt(text)));
      }
    },

  'prints-what-happens': (Server) =>
    class extends Server {
      announce(member, text) {
        process.stdout.write(`${text}\n`);
        super.announce(member, text);
      }
    },

  'dies-of-signals': (Server) =>
    class extends Server {
      stop() {
        process.exit(143);
      }
    },

  'listens-late': (Server) =>
    class extends Server {
      listen(port) {
        setTimeout(() => super.listen(port), 400);
      }
    },
};
