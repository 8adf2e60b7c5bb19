import { spawn } from 'node:child_process';
import { constants } from 'node:os';
import process from 'node:process';
import { StringDecoder } from 'node:string_decoder';

const SIGNALS = ['SIGINT', 'SIGTERM', 'SIGHUP'];

/** A line at the bottom of the terminal, which takes its own place again; elsewhere it is not shown. */
class StatusLine {
  #stream = process.stderr;

  show(text) {
    if (this.#stream.isTTY)
      this.#stream.write(`\r\x1b[K${text.slice(0, this.#stream.columns - 1)}`);
  }

  clear() {
    this.show('');
  }
}

/** Sends a signal to a program and all that it has started. */
function signalAll(child, signal) {
  if (child.exitCode !== null || child.signalCode !== null) return;
  if (process.platform === 'win32') child.kill(signal);
  else process.kill(-child.pid, signal);
}

/**
 * Runs a program of which nobody wants to read anything, unless it fails: then all that it has printed
 * is printed, and this process ends with its status. A signal ends it and this process.
 *
 * @param {readonly string[]} command the program's file and its arguments
 * @param {object} settings
 * @param {string} settings.doing what it does, to show on a terminal meanwhile
 * @param {RegExp} [settings.progress] what of its newest line is shown behind that, as its first group
 * @param {NodeJS.ProcessEnv} [settings.env] variables to set
 * @param {string} settings.cwd where it runs
 * @param {boolean} [settings.shell] whether the file has to be found by a shell
 */
export async function quietly([file, ...args], { doing, progress, env, cwd, shell }) {
  const status = new StatusLine();
  status.show(doing);
  // In a group of its own it has only the signals that it is handed, and none of it is left behind.
  const child = spawn(file, args, {
    cwd,
    env: { ...process.env, ...env },
    stdio: ['ignore', 'pipe', 'pipe'],
    detached: process.platform !== 'win32',
    shell,
  });
  let ending;
  const handOn = (signal) => {
    ending = signal;
    signalAll(child, signal);
  };
  for (const signal of SIGNALS) process.on(signal, handOn);

  let printed = '';
  for (const stream of [child.stdout, child.stderr]) {
    const decoder = new StringDecoder();
    stream.on('data', (bytes) => {
      const text = decoder.write(bytes);
      printed += text;
      const [, news] = progress?.exec(text) ?? [];
      if (news !== undefined) status.show(`${doing} ${news}`);
    });
  }
  const code = await new Promise((resolve) => {
    child.on('close', resolve).on('error', ({ message }) => {
      printed += `${message}\n`;
      resolve(1);
    });
  });
  for (const signal of SIGNALS) process.removeListener(signal, handOn);
  status.clear();
  if (ending !== undefined) process.exit(128 + constants.signals[ending]);
  if (code === 0) return;
  process.stderr.write(printed);
  process.exit(code ?? 1);
}
