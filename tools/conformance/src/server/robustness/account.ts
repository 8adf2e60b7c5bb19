import assert from 'node:assert/strict';
import { heardOf, type Role } from './crowd';

/** Of whom a line is. */
const ABOUT = /^\[(\w+)\] |^(\w+) has (?:joined|left)$/;

/** Lines by the member that they are about. */
function byMember(listener: Role, lines: readonly string[]): Map<string, string[]> {
  const groups = new Map<string, string[]>();
  for (const line of lines) {
    const [, speaker, mover] = ABOUT.exec(line) ?? [];
    const name = speaker ?? mover;
    assert.ok(name !== undefined, `${listener.name} heard what nobody said: ${line}`);
    assert.notEqual(name, listener.name, `${listener.name} heard of itself: ${line}`);
    groups.set(name, [...(groups.get(name) ?? []), line]);
  }
  return groups;
}

/** Passes when a member who stayed in its channel heard everything there, once and in order. */
export function assertHeardAll(
  listener: Role,
  lines: readonly string[],
  roles: readonly Role[],
): void {
  const heard = byMember(listener, lines);
  const channel = listener.visits[0] ?? '';
  for (const role of roles) {
    if (role === listener) continue;
    assert.equal(
      (heard.get(role.name) ?? []).join('\n'),
      heardOf(role, channel).join('\n'),
      `${listener.name} should hear all of ${role.name} in ${channel}`,
    );
  }
}

/**
 * Passes when a member who moved about heard in each visit, of every other member, a stretch of what
 * was to be heard of it there: in order, without a gap, and nothing twice.
 */
export function assertHeardStretches(
  listener: Role,
  lines: readonly string[],
  roles: ReadonlyMap<string, Role>,
): void {
  const places = new Map<string, number>();
  const visits = visitsOf(lines);
  assert.equal(
    visits.length,
    listener.visits.length,
    `${listener.name} should make all its visits`,
  );
  for (const [visit, heard] of visits.entries()) {
    const channel = listener.visits[visit] ?? '';
    for (const [name, stretch] of byMember(listener, heard)) {
      const role = roles.get(name);
      const all = role === undefined ? [] : heardOf(role, channel);
      const key = `${name} in ${channel}`;
      const at = placeOf(stretch, all, places.get(key) ?? 0);
      const story = `of ${key}, in its visit ${visit}: ${stretch.join(', ')}`;
      assert.notEqual(at, -1, `${listener.name} heard something wrong ${story}`);
      // All who begin in a channel are there together before the first word is said.
      const together = visit === 0 && role?.visits[0] === channel;
      if (together) assert.equal(at, 0, `${listener.name} missed the beginning ${story}`);
      places.set(key, at + stretch.length);
    }
  }
}

/** Lines as the replies to the `/join`s between visits part them. */
function visitsOf(lines: readonly string[]): string[][] {
  const visits: string[][] = [[]];
  for (const line of lines) {
    if (line.startsWith('/join command')) visits.push([]);
    else visits.at(-1)?.push(line);
  }
  return visits;
}

/** Where a stretch begins in the whole, at `from` or later; -1 when it does not occur. */
function placeOf(stretch: readonly string[], whole: readonly string[], from: number): number {
  for (let at = from; at + stretch.length <= whole.length; at++) {
    if (stretch.every((line, index) => line === whole[at + index])) return at;
  }
  return -1;
}
