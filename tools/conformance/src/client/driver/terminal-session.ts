import { type ClientUnderTest } from './client-under-test';
import { type Connection } from './connection';
import { LoopbackServer } from './loopback-server';
import { TerminalClient, type TerminalKind } from './terminal-client';

export interface TerminalSession {
  readonly terminal: TerminalClient;
  /** The server's end of the client's connection, its name frame already read. */
  readonly server: Connection;
  readonly port: number;
}

interface Setting extends Partial<TerminalKind> {
  /** What a row of the screen looks like once there is a prompt. */
  readonly prompt?: RegExp;
  /** A shell script to run the client in, as `"$@"`. */
  readonly script?: string;
}

/** A check's `run`: the client is started on a terminal and shows its prompt when `body` begins. */
export function onTerminal(
  body: (session: TerminalSession) => Promise<void>,
  { script, prompt = /^\[Me\] /, ...kind }: Setting = {},
): (subject: ClientUnderTest) => Promise<void> {
  return async (subject) => {
    const loopback = await LoopbackServer.listen(subject.tls);
    const argv = subject.argv('Scott', '127.0.0.1', loopback.port);
    const wrapped = script === undefined ? argv : ['sh', '-c', script, 'sh', ...argv];
    const terminal = new TerminalClient(wrapped, { columns: 80, rows: 24, ...kind });
    try {
      const server = await loopback.accept(terminal.exited);
      await server.nextFrame();
      await terminal.showsRow(prompt);
      await body({ terminal, server, port: loopback.port });
    } finally {
      await terminal.kill();
      await loopback.close();
    }
  };
}
