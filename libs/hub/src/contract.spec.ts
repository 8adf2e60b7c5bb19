import { Hub } from './index';
import { promisesToMembers } from './testing/contract';
import { Later } from './testing/later';

describe('a hub that is alone', () => {
  promisesToMembers(() => Promise.resolve([new Hub({ schedule: setImmediate })]));
});

describe('a hub that is answered later', () => {
  promisesToMembers(() => {
    const elsewhere = new Later((later) => setImmediate(() => later.answer()));
    return Promise.resolve([new Hub({ schedule: setImmediate, elsewhere })]);
  });
});
