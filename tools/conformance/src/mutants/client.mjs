import { Buffer } from 'node:buffer';
import { connect } from 'node:net';
import process from 'node:process';
import { clearTimeout, setTimeout } from 'node:timers';
import { bytesOf, frame, pieces, SIZE, strip } from './text.mjs';

const PROMPT = '[Me] ';
const WIPE = '\r    \r';

/** How long a server may take to answer, and how long its last words are awaited, in milliseconds. */
const PATIENCE = 8000;
const LINGER = 1000;

/** Bytes not taken by the server from which on the input has to wait: only who reads up to it sees its end. */
const MUCH = 50_000_000;

/**
 * A right client in all that does not need a terminal, in which each method is something that one of
 * the mutants gets wrong. Text is latin1 throughout: one character is one byte.
 */
export class Client {
  partial = '';
  line = '';
  connected = false;
  inputEnded = false;

  // --- the program ---

  start(args) {
    const [name, host, port] = args;
    if (args.includes('--help')) this.print('client <name> <host> <port>\n');
    else if (args.includes('--version')) this.print('0.0\n');
    else if (args.length !== 3 || !this.isPort(port)) this.refuse();
    else this.connect(name, host, port);
  }

  isPort(text) {
    return /^\d+$/.test(text) && text >= 1 && text <= 65535;
  }

  refuse() {
    process.stderr.write('client <name> <host> <port>\n');
    process.exit(2);
  }

  /** What nobody takes makes the server wait, and what the server does not take makes the input wait. */
  print(text) {
    if (!process.stdout.write(Buffer.from(text, 'latin1'))) this.socket?.pause();
  }

  /** Ends the program when all that was printed is out. */
  exit(status) {
    process.stdin.destroy();
    this.socket.destroy();
    process.stdout.write('', () => process.exit(status));
  }

  // --- the connection ---

  connect(name, host, port) {
    this.server = `${host}:${port}`;
    process.stdout.on('error', () => process.exit(1));
    this.socket = connect({ host, port, allowHalfOpen: true, noDelay: true });
    this.timer = setTimeout(() => this.cannotConnect(), PATIENCE);
    this.socket.on('connect', () => this.begin(name));
    this.socket.on('data', (chunk) => this.receive(chunk.toString('latin1')));
    this.socket.on('drain', () => process.stdin.resume());
    process.stdout.on('drain', () => this.socket.resume());
    this.socket.on('end', () => this.serverEnded());
    this.socket.on('error', (error) => {
      if (this.connected) this.serverReset();
      else this.cannotConnect(error);
    });
  }

  cannotConnect() {
    this.print(`Unable to connect to ${this.server}\n`);
    this.exit(1);
  }

  begin(name) {
    clearTimeout(this.timer);
    this.connected = true;
    this.introduce(name);
    this.prompt();
    this.readInput();
  }

  introduce(name) {
    this.send(bytesOf(name));
  }

  send(text) {
    this.socket.write(this.frame(text));
    if (this.socket.writableLength > MUCH) process.stdin.pause();
  }

  frame(text) {
    return frame(text);
  }

  serverEnded() {
    if (this.inputEnded) this.exit(0);
    else this.disconnected();
  }

  serverReset() {
    this.serverEnded();
  }

  disconnected() {
    this.print(`${this.wipe()}Server at ${this.server} has disconnected\n`);
    this.exitDisconnected();
  }

  exitDisconnected() {
    this.exit(1);
  }

  // --- what the server says ---

  receive(bytes) {
    this.partial += bytes;
    for (; this.partial.length >= SIZE; this.partial = this.partial.slice(SIZE)) {
      this.show(this.strip(this.partial.slice(0, SIZE)));
    }
  }

  strip(bytes) {
    return strip(bytes);
  }

  show(text) {
    if (text === '') this.showBlank();
    else this.print(`${this.wipe()}${text}\n${PROMPT}`);
  }

  showBlank() {
    this.print(this.wipe() + PROMPT);
  }

  wipe() {
    return WIPE;
  }

  prompt() {
    this.print(PROMPT);
  }

  // --- what is typed ---

  readInput() {
    process.stdin.on('data', (chunk) => this.read(chunk.toString('latin1')));
    process.stdin.on('end', () => this.endInput());
  }

  read(bytes) {
    const lines = (this.line + bytes).split('\n');
    this.line = lines.pop();
    for (const line of lines) this.typed(line);
  }

  typed(line) {
    const text = this.withoutNewline(line);
    if (text.startsWith('/') && text.length > SIZE) this.refuseCommand(text);
    else {
      this.speak(text);
      this.promptAgain(text);
    }
  }

  withoutNewline(line) {
    return line.replace(/\r$/, '');
  }

  refuseCommand() {
    this.show('A command is at most 200 bytes. This one was not sent.');
  }

  /** Only the first frame of a message may look like a command. */
  speak(text) {
    const [piece] = this.pieces(text, SIZE);
    this.send(piece);
    let rest = text.slice(piece.length);
    while (rest !== '') {
      const space = rest.startsWith('/') ? this.spaceBeforeASlash() : '';
      const [next] = this.pieces(rest, SIZE - space.length);
      this.send(space + next);
      rest = rest.slice(next.length);
    }
  }

  pieces(text, room) {
    return pieces(text, room);
  }

  spaceBeforeASlash() {
    return ' ';
  }

  promptAgain() {
    this.prompt();
  }

  endInput() {
    this.inputEnded = true;
    this.lastLine();
    this.socket.end();
    this.linger();
  }

  lastLine() {
    if (this.line !== '') this.typed(this.line);
  }

  linger() {
    setTimeout(() => this.exit(0), LINGER);
  }
}
