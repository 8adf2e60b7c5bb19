import { type Check } from '../check';
import { commandChecks } from './commands';
import { departureChecks } from './departures';
import { framingChecks } from './framing';
import { isolationChecks } from './isolation';
import { listingChecks } from './listing';
import { loadChecks } from './load';
import { longTextChecks } from './long-text';
import { messageChecks } from './messages';
import { movingChecks } from './moving';
import { namingChecks } from './naming';
import { programChecks } from './program';
import { type ServerUnderTest } from './server-under-test';
import { sessionChecks } from './session';
import { startupChecks } from './startup';
import { textChecks } from './text';

export { ServerUnderTest } from './server-under-test';

/** The checks that no other check may disturb. */
const aloneChecks = [...startupChecks, ...isolationChecks, ...loadChecks].map((check) => ({
  ...check,
  alone: true,
}));

/** Every check of a server, each on its own and in any order. */
export const serverChecks: readonly Check<ServerUnderTest>[] = [
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
  ...programChecks,
  ...aloneChecks,
];
