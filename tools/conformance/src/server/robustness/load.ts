import assert from 'node:assert/strict';
import { setImmediate as turn } from 'node:timers/promises';
import { type Check } from '../../check';
import { frames } from '../../frame';
import { assertHeardAll, assertHeardStretches } from './account';
import { crowd, heardOf, script, stays, type Role } from './crowd';
import { type Peer } from '../driver/peer';
import { serving, type ServerUnderTest } from '../driver/server-under-test';
import { notACommand } from '../driver/wording';

/** How long the crowd's noise may take to be delivered, in milliseconds. */
const PATIENCE = 30_000;

/** Bytes of a script that are sent in one piece: no whole frames, and rovers are done first. */
const STAYER_PIECE = 170;
const ROVER_PIECE = 430;

/** Plays a role to its end, and answers every frame that was heard meanwhile. */
async function play(peer: Peer, role: Role, roles: readonly Role[]): Promise<Buffer[]> {
  const bytes = frames(...script(role));
  const piece = stays(role) ? STAYER_PIECE : ROVER_PIECE;
  for (let at = 0; at < bytes.length; at += piece) {
    peer.write(bytes.subarray(at, at + piece));
    // Everybody else in the crowd has a turn.
    await turn();
  }
  return stays(role) ? hearAll(peer, role, roles) : die(peer, role);
}

/** Waits for as many frames as there must be. */
async function hearAll(peer: Peer, role: Role, roles: readonly Role[]): Promise<Buffer[]> {
  const channel = role.visits[0] ?? '';
  const others = roles.filter((other) => other !== role);
  const count = others.reduce((sum, other) => sum + heardOf(other, channel).length, 0);
  await peer.receivesCount(count, PATIENCE);
  return peer.rest();
}

async function die(peer: Peer, role: Role): Promise<Buffer[]> {
  if (role.death === 'reset') {
    // A reset may destroy what the server has not read yet, so it has to have read everything.
    const heard = await peer.heardBefore('/done', notACommand('/done'), PATIENCE);
    peer.reset();
    return heard;
  }
  if (role.death === 'half frame') peer.write(Buffer.from('half a frame'));
  peer.end();
  await peer.gone(PATIENCE);
  return peer.rest();
}

/** Everything under load. */
export const loadChecks: readonly Check<ServerUnderTest>[] = [
  {
    id: 'S-29.12',
    level: 'robust',
    statement: '200 connections say 100 things each, half of them move and die: all is delivered',
    run: serving(async (server) => {
      const cast = new Map<Role, Peer>();
      for (const [channel, roles] of crowd()) {
        const peers = await server.gather(channel, ...roles.map(({ name }) => name));
        for (const [index, peer] of peers.entries()) {
          const role = roles[index];
          if (role !== undefined) cast.set(role, peer);
        }
      }
      const roles = [...cast.keys()];
      const byName = new Map(roles.map((role) => [role.name, role]));
      const plays = Array.from(cast, async ([role, peer]) => {
        const heard = await play(peer, role, roles);
        return [role, heard.map((bytes) => bytes.toString().trimEnd())] as const;
      });
      for (const [role, lines] of await Promise.all(plays)) {
        if (stays(role)) assertHeardAll(role, lines, roles);
        else assertHeardStretches(role, lines, byName);
      }
      assert.equal(roles.length, 200);
      for (const [role, peer] of cast) if (stays(role)) await peer.fence();
    }),
  },
];
