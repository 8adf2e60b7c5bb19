import { restingOn, type Check } from '../check';
import { type ClientUnderTest } from './client-under-test';
import { connectingChecks } from './connecting';
import { endOfStdinChecks } from './end-of-stdin';
import { lineEditingChecks } from './line-editing';
import { overloadChecks } from './overload';
import { receivingChecks } from './receiving';
import { screenChecks } from './screen';
import { sendingChecks } from './sending';
import { serverGoneChecks } from './server-gone';
import { terminalLeavingChecks } from './terminal-leaving';
import { unreachableChecks } from './unreachable';
import { untrustedChecks } from './untrusted';
import { usageChecks } from './usage';
import { wrappingChecks } from './wrapping';

export { clientHabits } from './habits';
export { clientSuspects, evidentClientCauses } from './suspects';
export { ClientUnderTest } from './client-under-test';

/** Every check of a client, each on its own and in any order. */
export const clientChecks: readonly Check<ClientUnderTest>[] = [
  ...connectingChecks,
  ...unreachableChecks,
  ...usageChecks,
  ...restingOn(['C-21.7'], receivingChecks),
  ...restingOn(['C-21.8'], sendingChecks),
  ...serverGoneChecks,
  ...endOfStdinChecks,
  ...screenChecks,
  ...lineEditingChecks,
  ...wrappingChecks,
  ...terminalLeavingChecks,
  ...untrustedChecks,
  ...overloadChecks,
];
