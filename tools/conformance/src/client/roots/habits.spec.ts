import { examine } from '../../examine';
import { innocents } from '../../mutants/innocent';
import { type Report } from '../../report/reporters/report';

/** On a busy machine, in milliseconds. */
const LIMIT = 60_000;

/** What is found out about a client that wipes its prompt by a control sequence, and knows no terminal. */
async function examined(...ids: string[]): Promise<Report> {
  const innocent = innocents.find(({ name }) => name === 'wipes-by-a-control-sequence');
  return examine({ client: innocent?.command ?? '' }, { selection: { ids } });
}

test(
  'another way to wipe the prompt is one finding, and forgiven where that is not what it is about',
  async () => {
    const { findings, results } = await examined('C-3.6', 'C-22.10', 'C-22.11');
    const failed = results.filter(({ failure }) => failure !== undefined);
    expect(failed.map(({ check }) => check.id)).toEqual(['C-22.10']);
    expect(findings).toEqual([
      expect.objectContaining({ failed: ['C-22.10'], forgiven: ['C-3.6', 'C-22.11'] }),
    ]);
    expect(findings[0]?.title).toMatch(/^the client wipes its prompt by "\\r\\u001b/);
  },
  LIMIT,
);

test(
  'who leaves the line to the terminal is told so',
  async () => {
    const { findings } = await examined('C-26.4');
    expect(findings).toHaveLength(1);
    expect(findings[0]?.title).toMatch(/^the terminal itself edits the line/);
  },
  LIMIT,
);
