import { FaultProxy, type Fault } from '@chat/loopback/fault-proxy';
import { Account } from './wiretap/account';
import { parseWiretap, type Wiretap } from './wiretap/cli';

/** The faults that the command line asks for, the same in both directions. */
function faultOf({ slice, delay, resetAfter }: Wiretap): Fault {
  const [least = 1, most = 1] = slice ?? [];
  const size = (): number => least + Math.floor(Math.random() * (most - least + 1));
  return {
    ...(slice !== undefined && { slice: size }),
    ...(delay !== undefined && { delay }),
    ...(resetAfter !== undefined && { cut: { after: resetAfter, how: 'RST' } }),
  };
}

async function main(): Promise<void> {
  const wiretap = parseWiretap(process.argv.slice(2));
  const { port, host, serverPort, listen, stall } = wiretap;
  const account = new Account((line) => process.stdout.write(line), wiretap.json === true);
  const proxy = await FaultProxy.to(serverPort, { host, port, listen, watcher: account });
  const fault = faultOf(wiretap);
  proxy.faults = { toServer: fault, toClient: fault };
  if (stall !== undefined) {
    setTimeout(() => {
      proxy.stall();
    }, stall * 1000).unref();
  }
  process.stderr.write(`chat-wiretap: ${listen}:${port} goes on to ${host}:${serverPort}\n`);
}

for (const [signal, status] of [
  ['SIGINT', 130],
  ['SIGTERM', 143],
] as const) {
  process.once(signal, () => process.exit(status));
}
// Whoever read our output is gone.
process.stdout.on('error', () => process.exit());

main().catch((error: unknown) => {
  process.stderr.write(`chat-wiretap: ${(error as Error).message}\n`);
  process.exit(1);
});
