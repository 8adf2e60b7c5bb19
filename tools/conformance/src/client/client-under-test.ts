import { commandLine } from '../program';

/** A client as the checks know it: a command line in which `{name} {host} {port}` are filled in. */
export class ClientUnderTest {
  constructor(readonly command: string) {}

  argv(name: string, host: string, port: number | string): string[] {
    return commandLine(this.command, { name, host, port: String(port) });
  }

  /** The command line without its three arguments, and with others instead. */
  argvWith(...others: string[]): string[] {
    const program = commandLine(this.command, {}).filter(
      (word) => !/\{(?:name|host|port)\}/.test(word),
    );
    return [...program, ...others];
  }
}
