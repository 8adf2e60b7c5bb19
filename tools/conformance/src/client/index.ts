import { restingOn, type Check } from '../check';
import { connectingChecks } from './connecting/connecting';
import { unreachableChecks } from './connecting/unreachable';
import { usageChecks } from './connecting/usage';
import { longLineChecks } from './conversation/long-lines';
import { receivingChecks } from './conversation/receiving';
import { sendingChecks } from './conversation/sending';
import { type ClientUnderTest } from './driver/client-under-test';
import { endOfStdinChecks } from './leaving/end-of-stdin';
import { serverGoneChecks } from './leaving/server-gone';
import { overloadChecks } from './robustness/overload';
import { untrustedChecks } from './robustness/untrusted';
import { lineEditingChecks } from './terminal/line-editing';
import { screenChecks } from './terminal/screen';
import { terminalLeavingChecks } from './terminal/terminal-leaving';
import { wrappingChecks } from './terminal/wrapping';

export { clientHabits } from './roots/habits';
export { clientSuspects, evidentClientCauses } from './roots/suspects';
export { ClientUnderTest } from './driver/client-under-test';

/** Every check of a client, each on its own and in any order. */
export const clientChecks: readonly Check<ClientUnderTest>[] = [
  ...connectingChecks,
  ...unreachableChecks,
  ...usageChecks,
  ...restingOn(['C-21.7'], receivingChecks),
  ...restingOn(['C-21.8'], [...sendingChecks, ...longLineChecks]),
  ...serverGoneChecks,
  ...endOfStdinChecks,
  ...screenChecks,
  ...lineEditingChecks,
  ...wrappingChecks,
  ...terminalLeavingChecks,
  ...untrustedChecks,
  ...overloadChecks,
];
