import { type SystemProcesses } from '../measure/processes';
import { type Used } from '../measure/used';
import { type Load } from './load';
import { saturate } from './saturate';

/** Servers that have each worked an eighth of a second more whenever somebody looks. */
class Servers {
  looks = 0;

  constructor(private readonly count: number) {}

  used(): Promise<Used> {
    const each = this.looks++ / 8;
    return Promise.resolve({ servers: Array<number>(this.count).fill(each), broker: 0 });
  }
}

test.each([1, 2, 3])(
  'each of %d servers becomes warm, and is measured, as if alone',
  async (count) => {
    const servers = new Servers(count);
    const load: Partial<Load> = {
      received: 0,
      start: () => undefined,
      stop: () => Promise.resolve(),
    };
    const system = servers as Partial<SystemProcesses> as SystemProcesses;
    const { cpuSeconds } = await saturate(load as Load, system, 0.25);
    expect(cpuSeconds).toBe(count * 0.25);
    expect(servers.looks).toBe(1 + 2 + 2);
  },
);
