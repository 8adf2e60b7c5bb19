import { join } from 'node:path';
import { Broker } from '@chat/broker';
import { type ReadyCheck } from '../running/runner';
import { withoutOmitted, type Omission } from '../selection';
import { serverChecks, ServerUnderTest } from '../server';

const LAUNCHER = join(__dirname, '../../dist/three-servers.js');
const SERVER = join(__dirname, '../../../../apps/server/dist/main.js');

const COUNT = 3;

/** What three servers behind a proxy are not asked, and why. */
const OMISSIONS: readonly Omission[] = [
  {
    ids: ['S-27.*', 'S-28.*'],
    reason: 'How a program starts and stops, and where it listens, is asked of one program.',
  },
];

/** Every check of what members receive, with three servers of ours behind a proxy, and a broker for all. */
export class Three {
  readonly checks: readonly ReadyCheck[];
  readonly #broker = Broker.start();

  constructor(ids?: readonly string[]) {
    const checks = withoutOmitted(serverChecks, OMISSIONS);
    this.checks = checks
      .filter(({ id }) => ids?.includes(id) ?? true)
      .map((check) => ({
        ...check,
        run: async () => check.run(new ServerUnderTest(await this.#command(), undefined, COUNT)),
      }));
  }

  async stop(): Promise<void> {
    await (await this.#broker).stop();
  }

  /** The account of an operator: each check has subjects and a bucket of its own. */
  async #command(): Promise<string> {
    const { operatorAddresses } = await this.#broker;
    return `node "${LAUNCHER}" ${COUNT} {port} node "${SERVER}" --nats ${operatorAddresses.join(',')}`;
  }
}
