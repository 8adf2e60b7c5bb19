import { Fault } from './fault';
import { type Load } from './load';

/** Milliseconds without a delivery after which one that is under way counts as lost. */
const PATIENCE = 10_000;

/** Complains when something is under way and nothing comes any more. */
export function watchForStall(load: Load, onFault: (fault: Fault) => void): NodeJS.Timeout {
  let before = load.received;
  return setInterval(() => {
    const now = load.received;
    const lack = now === before ? load.lack() : undefined;
    before = now;
    if (lack !== undefined) onFault(new Fault(`nothing came for ${PATIENCE / 1000} s: ${lack}`));
  }, PATIENCE);
}
