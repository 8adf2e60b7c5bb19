import { type Finding } from '../roots/findings';
import { printable } from './printable';
import { type Report } from './reporters/report';

/** Findings that are told before all else. */
const TOLD = 5;

/** Ids that are named, of those that fall to one finding. */
const NAMED = 8;

/** What to know before all else, a paragraph each: what to mend first, then next. */
export function notesOf(report: Report): string[] {
  const { findings, unjudged, omissions, results } = report;
  const first = passesMusts(report)
    ? 'No must has failed. Of the rest, first of all'
    : 'First of all';
  const told = findings.slice(0, TOLD).map((finding, index) => {
    const begin = index === 0 ? first : 'Then';
    return printable(`${begin}: ${noteOf(finding)}`);
  });
  const rest = findings.length - told.length;
  const again = results.filter(({ secondTry }) => secondTry === true).map(({ check }) => check.id);
  return [
    ...(unjudged.length === 0 ? [] : [`Stopped: ${count(unjudged.length)} not judged.`]),
    ...omissions.map(({ ids, reason }) => `Left out: ${ids.join(', ')}. ${reason}`),
    ...told,
    ...(rest > 0 ? [`And ${rest} more, below.`] : []),
    ...(again.length === 0
      ? []
      : [
          `Too late at first, passed when tried again alone: ${again.join(', ')}. A race may hide there.`,
        ]),
  ];
}

/** Whether some were run, all of them judged, and none failed. */
function passesMusts({ results, unjudged }: Report): boolean {
  const musts = results.filter(({ check }) => check.level === 'must');
  const failed = musts.some(({ failure }) => failure !== undefined);
  return unjudged.length === 0 && musts.length > 0 && !failed;
}

function noteOf({ title, remedy, evidence, failed, forgiven }: Finding): string {
  const sentence = `${title.replace(/\.$/, '')}.`;
  const seen = evidence === undefined ? '' : ` What was seen: ${evidence}.`;
  const advice = remedy === undefined ? '' : ` What to do: ${remedy}`;
  const falls = failed.length === 0 ? '' : ` ${count(failed.length)} for it: ${named(failed)}.`;
  const passes = forgiven.length === 0 ? '' : ` ${forgiven.length} more passed with this forgiven.`;
  const falling = falls.replace(/ (for it)/, failed.length === 1 ? ' fails $1' : ' fail $1');
  return `${sentence}${seen}${advice}${falling}${passes}`;
}

function count(number: number): string {
  return number === 1 ? 'One check' : `${number} checks`;
}

function named(ids: readonly string[]): string {
  if (ids.length <= NAMED) return ids.join(', ');
  return `${ids.slice(0, NAMED).join(', ')} and ${ids.length - NAMED} more`;
}
