import { restingOn, type Check } from '../check';
import { failingCommandChecks } from './channels/failing-commands';
import { messageChecks } from './channels/messages';
import { movingChecks } from './channels/moving';
import { channelNameChecks } from './commands/channel-names';
import { listingChecks } from './commands/listing';
import { sessionChecks } from './commands/session';
import { unknownCommandChecks } from './commands/unknown-commands';
import { type ServerUnderTest } from './driver/server-under-test';
import { framingChecks } from './framing/framing';
import { longTextChecks } from './framing/long-text';
import { textChecks } from './framing/text';
import { departureChecks } from './leaving/departures';
import { halfClosingChecks } from './leaving/half-closing';
import { namingChecks } from './naming/naming';
import { listeningChecks } from './process/listening';
import { startupChecks } from './process/startup';
import { stoppingChecks } from './process/stopping';
import { deafnessChecks } from './robustness/deafness';
import { isolationChecks } from './robustness/isolation';
import { loadChecks } from './robustness/load';

export { serverHabits } from './roots/habits';
export { evidentServerCauses, serverSuspects } from './roots/suspects';
export { ServerUnderTest } from './driver/server-under-test';

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
  ...channelNameChecks,
  ...unknownCommandChecks,
  ...listingChecks,
  ...failingCommandChecks,
  ...movingChecks,
  ...messageChecks,
  ...departureChecks,
  ...halfClosingChecks,
  ...listeningChecks,
  ...stoppingChecks,
  ...isolationChecks,
  ...aloneChecks,
]);
