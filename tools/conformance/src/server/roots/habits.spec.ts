import { examine } from '../../examine';
import { programsOf } from '../../mutants/sentence';

/** On a busy machine, in milliseconds. */
const LIMIT = 60_000;

test(
  'what stands before every text is found, and so is the one text that is another under it',
  async () => {
    const name = 'writes-the-time-before-every-text+misspells-the-error-of-a-bare-create';
    const selection = { ids: ['S-10.3', 'S-10.14', 'S-16.1'] };
    const { findings } = await examine(programsOf({ kind: 'server', name }), { selection });
    expect(findings.map(({ title, failed, forgiven }) => [title, failed, forgiven])).toEqual([
      ['the server writes "12:00 " before every text', ['S-10.3', 'S-16.1'], ['S-10.14']],
      ['the server has other words for SERVER_CREATE_REQUIRES_ARGUMENT', [], ['S-10.14']],
    ]);
  },
  LIMIT,
);
