import { restingOn, type Check } from '../check';
import { commandChecks } from './commands';
import { deafnessChecks } from './deafness';
import { departureChecks } from './departures';
import { framingChecks } from './framing';
import { halfClosingChecks } from './half-closing';
import { isolationChecks } from './isolation';
import { listingChecks } from './listing';
import { listeningChecks } from './listening';
import { loadChecks } from './load';
import { longTextChecks } from './long-text';
import { messageChecks } from './messages';
import { movingChecks } from './moving';
import { namingChecks } from './naming';
import { type ServerUnderTest } from './server-under-test';
import { sessionChecks } from './session';
import { startupChecks } from './startup';
import { stoppingChecks } from './stopping';
import { textChecks } from './text';

export { serverHabits } from './habits';
export { evidentServerCauses, serverSuspects } from './suspects';
export { ServerUnderTest } from './server-under-test';

/** The checks that no other check may disturb. */
const aloneChecks = [...startupChecks, ...deafnessChecks, ...loadChecks].map((check) => ({
  ...check,
  alone: true,
}));

/** What nearly every check begins with: somebody joins a channel that another has created, and is heard. */
const GATHERING = ['S-9.5', 'S-10.1', 'S-14.10', 'S-16.1'];

/** Every check of a server, each on its own and in any order. */
export const serverChecks: readonly Check<ServerUnderTest>[] = restingOn(GATHERING, [
  ...framingChecks,
  ...textChecks,
  ...longTextChecks,
  ...namingChecks,
  ...sessionChecks,
  ...commandChecks,
  ...listingChecks,
  ...movingChecks,
  ...messageChecks,
  ...departureChecks,
  ...halfClosingChecks,
  ...listeningChecks,
  ...stoppingChecks,
  ...isolationChecks,
  ...aloneChecks,
]);
