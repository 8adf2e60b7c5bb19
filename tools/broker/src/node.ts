import { Killable } from '@chat/loopback/killable';
import { type Ports } from './configuration';

/** One process of a broker. It keeps its ports and its data, however often it ends and begins. */
export class Node extends Killable {
  constructor(
    program: string,
    file: string,
    readonly ports: Ports,
  ) {
    super([program, '--config', file]);
  }

  /** Begins, and waits until clients are served, of which JetStream is a part; in a cluster, its majority. */
  async start(): Promise<void> {
    this.begin();
    await this.until(async () => {
      try {
        const { ok } = await fetch(`http://127.0.0.1:${this.ports.monitor}/healthz`);
        return ok;
      } catch {
        return false;
      }
    });
  }

  /** Lets its clients go one after the other, as before an upgrade, and ends at last. */
  leave(): void {
    if (this.pid !== undefined) process.kill(this.pid, 'SIGUSR2');
  }

  /** Reads its configuration again, as it runs. */
  reload(): void {
    if (this.pid !== undefined) process.kill(this.pid, 'SIGHUP');
  }
}
