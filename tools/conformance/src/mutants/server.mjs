import { Buffer } from 'node:buffer';
import { createServer } from 'node:net';
import process from 'node:process';
import { setImmediate, setTimeout } from 'node:timers';
import { frame, pieces, SIZE, strip } from './text.mjs';

const VALID = 'Valid messages are /create, /list, and /join.';

/** How long a peer may take to close its side when the server has closed its own, in milliseconds. */
const PATIENCE = 3000;

/**
 * A right server, in which each method is something that one of the mutants gets wrong. Text is latin1
 * throughout: one character is one byte.
 */
export class Server {
  /** The members of each channel, by its name. */
  channels = new Map();
  members = new Set();

  // --- the program ---

  start(args) {
    const port = args.length === 1 ? this.port(args[0]) : undefined;
    if (port === undefined) this.fail(new Error('give one argument, a port between 1 and 65535'));
    else this.listen(port);
  }

  port(text) {
    return /^\d+$/.test(text) && text >= 1 && text <= 65535 ? Number(text) : undefined;
  }

  listen(port) {
    this.listener = createServer({ allowHalfOpen: true, noDelay: true }, (socket) => {
      this.accept(socket);
    });
    this.listener.on('error', (error) => this.fail(error));
    this.listener.listen(port);
    for (const signal of ['SIGINT', 'SIGTERM']) process.on(signal, () => this.stop());
  }

  fail(error) {
    process.stderr.write(`server: ${error.message}\n`);
    process.exit(1);
  }

  stop() {
    this.listener.close(() => process.exit(0));
    for (const member of this.members) this.close(member);
  }

  // --- connections ---

  accept(socket) {
    const member = { socket, partial: '', name: undefined, channel: undefined, over: false };
    this.members.add(member);
    socket.on('data', (chunk) => this.receive(member, chunk.toString('latin1')));
    socket.on('end', () => this.ended(member));
    socket.on('error', () => this.broken(member));
    socket.on('close', () => {
      this.depart(member);
      this.members.delete(member);
    });
  }

  receive(member, bytes) {
    if (member.over) return;
    let rest = member.partial + bytes;
    for (; rest.length >= SIZE && !member.over; rest = rest.slice(SIZE)) {
      this.handle(member, this.strip(rest.slice(0, SIZE)));
    }
    member.partial = rest;
  }

  /** The peer has closed its side. */
  ended(member) {
    this.depart(member);
    member.socket.end();
  }

  /** The peer has reset the connection, and 'close' comes next. */
  broken() {}

  /** Whatever comes for a member in one turn goes out in one piece. */
  send(member, text) {
    const { socket } = member;
    if (!socket.writable) return;
    if (socket.writableCorked === 0) {
      socket.cork();
      setImmediate(() => socket.uncork());
    }
    socket.write(this.frame(text));
  }

  close(member) {
    member.over = true;
    member.socket.end();
    setTimeout(() => member.socket.destroy(), PATIENCE).unref();
  }

  // --- frames ---

  frame(text) {
    return frame(text);
  }

  strip(bytes) {
    return strip(bytes);
  }

  handle(member, text) {
    if (member.name === undefined) this.introduce(member, text);
    else if (this.isCommand(text)) this.command(member, text);
    else this.message(member, text);
  }

  isCommand(text) {
    return text.startsWith('/');
  }

  /** Sends a text in as many frames as it needs, each with this prefix. */
  say(member, text, prefix = '') {
    for (const piece of this.pieces(text, SIZE - prefix.length)) this.send(member, prefix + piece);
  }

  pieces(text, room) {
    return pieces(text, room);
  }

  // --- names ---

  introduce(member, name) {
    if (this.isName(name)) member.name = name;
    else this.refuse(member);
  }

  isName(name) {
    return name.length >= 1 && name.length <= 64 && isLegible(name);
  }

  refuse(member) {
    this.send(member, 'A name is 1 to 64 bytes that make one visible line.');
    this.close(member);
  }

  // --- commands ---

  command(member, text) {
    const word = this.word(text);
    const channel = this.argument(text);
    if (word === '/list') this.list(member);
    else if (word === '/create') this.create(member, channel);
    else if (word === '/join') this.join(member, channel);
    else this.invalid(member, word);
  }

  word(text) {
    return text.split(' ')[0];
  }

  argument(text) {
    return text.slice(this.word(text).length).replace(/^[ \t\r\n\v\f]+|[ \t\r\n\v\f]+$/g, '');
  }

  invalid(member, word) {
    this.say(member, this.fill(`{0} is not a valid control message. ${VALID}`, word));
  }

  fill(template, value) {
    return template.replaceAll('{0}', () => value);
  }

  isChannelName(name) {
    return isLegible(name);
  }

  list(member) {
    const names = this.sorted([...this.channels.keys()]);
    for (const page of this.pages(names)) this.send(member, page);
  }

  sorted(names) {
    return names.sort();
  }

  /** As many names in a frame as fit, a newline between two. */
  pages(names) {
    const pages = [''];
    for (const name of names) {
      const page = pages.at(-1);
      if (page === '') pages[pages.length - 1] = name;
      else if (page.length + 1 + name.length <= SIZE) pages[pages.length - 1] += `\n${name}`;
      else pages.push(name);
    }
    return pages;
  }

  create(member, channel) {
    if (channel === '') {
      const error = '/create command must be followed by the name of a channel to create';
      this.say(member, error);
    } else if (!this.isChannelName(channel)) this.invalid(member, '/create');
    else if (this.channels.has(channel)) {
      this.say(member, this.fill('Room {0} already exists, so cannot be created.', channel));
    } else {
      this.leave(member);
      this.channels.set(channel, new Set());
      this.enter(member, channel);
    }
  }

  join(member, channel) {
    if (channel === '') {
      this.say(member, '/join command must be followed by the name of a channel to join.');
    } else if (!this.isChannelName(channel)) this.invalid(member, '/join');
    else if (!this.channels.has(channel)) {
      this.say(member, this.fill("No channel named {0} exists. Try '/create {0}'?", channel));
    } else this.move(member, channel);
  }

  move(member, channel) {
    this.leave(member);
    this.enter(member, channel);
  }

  // --- channels ---

  enter(member, channel) {
    member.channel = channel;
    this.channels.get(channel).add(member);
    this.announce(member, `${member.name} has joined`);
  }

  leave(member) {
    if (member.channel === undefined) return;
    this.announce(member, `${member.name} has left`);
    this.channels.get(member.channel).delete(member);
    member.channel = undefined;
  }

  depart(member) {
    this.leave(member);
  }

  announce(member, text) {
    for (const listener of this.audience(member)) this.send(listener, text);
  }

  /** The others in a member's channel. */
  audience(member) {
    return [...this.channels.get(member.channel)].filter((other) => other !== member);
  }

  // --- messages ---

  message(member, text) {
    if (member.channel === undefined) {
      this.send(
        member,
        'Not currently in any channel. Must join a channel before sending messages.',
      );
    } else this.relay(member, this.clean(text));
  }

  relay(member, text) {
    for (const listener of this.listeners(member)) this.say(listener, text, `[${member.name}] `);
  }

  listeners(member) {
    return this.audience(member);
  }

  clean(text) {
    return text.replace(/[\0\r\n]/g, ' ');
  }
}

const UNFIT = /[\p{Cc}\p{Zl}\p{Zp}\p{Bidi_Control}]/u;
const VISIBLE = /[^\p{White_Space}\p{Default_Ignorable_Code_Point}]/u;

export function isLegible(name, unfit = UNFIT, visible = VISIBLE) {
  const text = Buffer.from(name, 'latin1').toString();
  return !unfit.test(text) && visible.test(text);
}
