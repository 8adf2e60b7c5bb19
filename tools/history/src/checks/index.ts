import { answered } from './answered';
import { comingsAndGoings, leftOnce } from './comings-and-goings';
import { inOrder } from './in-order';
import { nothingLost } from './nothing-lost';
import { nothingMissed } from './nothing-missed';
import { oneWinner } from './one-winner';
import { ownChannel } from './own-channel';
import { type Check } from './observation';
import { rosters } from './rosters';

export { type Observation } from './observation';

/** What several servers promise, in the order in which a table has it. */
export const checks = {
  'one winner per create': oneWinner,
  'no answered create missed': nothingMissed,
  'in order, none twice': inOrder,
  'none from another channel': ownChannel,
  'none lost': nothingLost,
  'left once, of dead servers': leftOnce,
  'comings and goings': comingsAndGoings,
  'rosters equal': rosters,
  'calls answered': answered,
} satisfies Record<string, Check>;

export type CheckName = keyof typeof checks;
