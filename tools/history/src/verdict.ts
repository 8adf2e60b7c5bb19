import { markdownTable } from 'markdown-table';
import { checks, type CheckName, type Observation } from './checks';
import { faultsNear } from './checks/excuse';
import { type History } from './history';
import { storyOf, type Story } from './story';

/** How often a promise held, was broken with an excuse, and was broken. */
type Counts = Record<Observation['verdict'], number>;

/** The rows of a table: what had befallen shortly before, or that nothing had. */
const CALM = 'nothing';

/** What all checks say of histories: counts by fault and check, and what was broken. */
export class Verdict {
  readonly broken: string[] = [];
  readonly #counts = new Map<string, Map<CheckName, Counts>>();
  readonly #faults = new Map<string, number>();

  /** Judges one history more. */
  add(history: History): void {
    const story = storyOf(history);
    const start = history[0]?.at ?? 0;
    for (const { kind } of story.faults) this.#faults.set(kind, this.#countOf(kind) + 1);
    for (const [name, check] of Object.entries(checks) as [
      CheckName,
      (typeof checks)[CheckName],
    ][]) {
      for (const observation of check(story)) this.#count(story, start, name, observation);
    }
  }

  /** Each cell: how often it held, and, in brackets, how often it did not with an excuse and without. */
  toString(): string {
    const names = Object.keys(checks) as CheckName[];
    const rows = [CALM, ...this.#faults.keys()].map((fault) => {
      const times = fault === CALM ? '' : String(this.#countOf(fault));
      return [fault, times, ...names.map((name) => cellOf(this.#counts.get(fault)?.get(name)))];
    });
    return markdownTable([['after', 'times', ...names], ...rows], {
      align: ['l', ...Array<string>(names.length + 1).fill('r')],
    });
  }

  #count(story: Story, start: number, name: CheckName, { at, verdict, what }: Observation): void {
    if (verdict === 'broken') {
      this.broken.push(`${name}: ${what ?? ''}, at ${((at - start) / 1000).toFixed(3)} s`);
    }
    const near = new Set<string>(faultsNear(story, at).map(({ kind }) => kind));
    for (const fault of near.size === 0 ? [CALM] : near) {
      const row = this.#counts.get(fault) ?? new Map<CheckName, Counts>();
      const counts = row.get(name) ?? { held: 0, excused: 0, broken: 0 };
      counts[verdict]++;
      this.#counts.set(fault, row.set(name, counts));
    }
  }

  #countOf(fault: string): number {
    return this.#faults.get(fault) ?? 0;
  }
}

function cellOf({ held, excused, broken }: Counts = { held: 0, excused: 0, broken: 0 }): string {
  return excused + broken === 0 ? String(held) : `${held} (${excused}, ${broken})`;
}
