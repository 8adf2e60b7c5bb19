import { type FaultKind } from '../history';
import { type Fault, type Story } from '../story';

/** Milliseconds after a fault in which the servers may still be finding each other. */
export const SETTLING = 10_000;

/** Milliseconds that news may take from one server to another, and that a dead server is waited for. */
export const NEWS = 8_000;

/** What may keep servers from the broker's majority, or show them what it had long ago. */
export const OF_THE_BROKER: readonly FaultKind[] = [
  'broker killed',
  'broker paused',
  'broker restarted',
  'broker leaving',
];

/** What keeps a server from the broker. */
export const OF_A_LINK: readonly FaultKind[] = [
  'link cut',
  'link stalled',
  'link deaf',
  'link mute',
];

/** The faults that were there or had just ended at some time in this span. */
export function faultsNear({ faults }: Story, from: number, until = from): Fault[] {
  return faults.filter((fault) => fault.from <= until && from <= fault.until + SETTLING);
}

/** Whether what one of these servers should tell the other may have been lost. */
export function excuses(
  story: Story,
  span: { readonly from: number; readonly until: number },
  servers: readonly number[],
): boolean {
  return faultsNear(story, span.from, span.until).some((fault) =>
    fault.servers.some((server) => servers.includes(server)),
  );
}
