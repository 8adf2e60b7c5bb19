import { type Peer } from './peers';
import { RunningServer } from './running-server';

/** A system that has been started: a server, or several and what joins them. */
export class RunningSystem {
  private constructor(
    readonly servers: readonly RunningServer[],
    readonly broker?: RunningServer,
  ) {}

  static async start(peer: Peer): Promise<RunningSystem> {
    const { joint, joined } = peer;
    if (joint === undefined || joined === undefined) {
      return new RunningSystem([await RunningServer.start(peer)]);
    }
    const broker = await RunningServer.start(joint.broker);
    const server = {
      command: (port: number, folder: string) => joint.command(port, folder, broker.port),
    };
    const starts = Array.from({ length: joined.servers }, () => RunningServer.start(server));
    const outcomes = await Promise.allSettled(starts);
    const servers = outcomes.flatMap((one) => (one.status === 'fulfilled' ? [one.value] : []));
    const system = new RunningSystem(servers, broker);
    const failed = outcomes.find((one) => one.status === 'rejected');
    if (failed === undefined) return system;
    await system.stop();
    throw failed.reason;
  }

  /** Until the last of the servers listened, in milliseconds. */
  get startupMs(): number {
    return Math.max(...this.servers.map(({ startupMs }) => startupMs));
  }

  async stop(): Promise<void> {
    await Promise.all(this.servers.map((server) => server.stop()));
    await this.broker?.stop();
  }
}
