import { Fault } from './fault';
import { type Population } from './population';

/** Milliseconds without a delivery after which one that is under way counts as lost. */
const PATIENCE = 10_000;

/** Complains when messages are under way and nothing comes any more. */
export function watchForStall(
  population: Population,
  onFault: (fault: Fault) => void,
): NodeJS.Timeout {
  let before = population.received;
  return setInterval(() => {
    const now = population.received;
    const lack = now === before ? population.lack() : undefined;
    before = now;
    if (lack !== undefined) onFault(new Fault(`nothing came for ${PATIENCE / 1000} s: ${lack}`));
  }, PATIENCE);
}
