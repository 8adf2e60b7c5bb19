import { NO_HABITS, type Habits } from '../../roots/habits';
import { Patience } from '../../running/patience';
import { commandLine } from '../../running/program';
import { type Tls } from '../../running/tls';

/** A client as the checks know it: a command line in which `{name} {host} {port}` are filled in, `{ca}` too. */
export class ClientUnderTest {
  habits: Habits = NO_HABITS;
  readonly patience = new Patience();

  constructor(
    readonly command: string,
    readonly tls?: Tls,
  ) {}

  argv(name: string, host: string, port: number | string): string[] {
    return commandLine(this.command, { ...this.tls?.files, name, host, port: String(port) });
  }

  /** The command line without its three arguments, and with others instead. */
  argvWith(...others: string[]): string[] {
    const program = commandLine(this.command, { ...this.tls?.files }).filter(
      (word) => !/\{(?:name|host|port)\}/.test(word),
    );
    return [...program, ...others];
  }
}
