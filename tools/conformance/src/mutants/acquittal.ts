import { explain } from '../report/explanation';
import { runChecks } from '../running/runner';
import { PYTHON_IS_HERE } from '../testing/python';
import { innocents, innocentsInPython, mustsOf } from './innocent';

/** How long all that it must may take with one innocent, in milliseconds. */
const LIMIT = 5 * 60_000;

test.each([...innocents, ...(PYTHON_IS_HERE ? innocentsInPython : [])])(
  'the $kind that $name passes every must',
  async (innocent) => {
    const failed = (await Promise.all(runChecks(mustsOf(innocent)))).flatMap(
      ({ check, failure }) =>
        failure === undefined ? [] : [`${check.id} ${explain(failure).join('\n')}`],
    );
    expect(failed).toEqual([]);
  },
  LIMIT,
);
