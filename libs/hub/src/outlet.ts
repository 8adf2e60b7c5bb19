import { encodeText } from '@chat/framing';
import { format, SERVER_CLIENT_JOINED_CHANNEL, SERVER_CLIENT_LEFT_CHANNEL } from '@chat/protocol';
import type { Surroundings } from './connected-member';
import type { Here } from './elsewhere';

/** Where what comes from other hubs comes out in this one. */
export class Outlet implements Here {
  readonly #hub: Surroundings;

  constructor(hub: Surroundings) {
    this.#hub = hub;
  }

  added(channel: string): void {
    const { directory } = this.#hub;
    if (directory.get(channel) === undefined) directory.create(channel);
  }

  removed(name: string): void {
    const { directory, members, turn } = this.#hub;
    const channel = directory.get(name);
    if (channel === undefined) return;
    for (const member of members) member.expel(channel);
    directory.remove(name);
    turn.settle();
  }

  said(channel: string, frames: Uint8Array): void {
    this.#hub.directory.get(channel)?.relayFromElsewhere(frames);
    this.#hub.turn.settle();
  }

  joined(channel: string, name: string): void {
    this.#announce(channel, format(SERVER_CLIENT_JOINED_CHANNEL, name));
  }

  left(channel: string, name: string): void {
    this.#announce(channel, format(SERVER_CLIENT_LEFT_CHANNEL, name));
  }

  relieved(): void {
    for (const member of this.#hub.members) member.relieve();
  }

  #announce(channel: string, text: string): void {
    this.#hub.directory.get(channel)?.announce(encodeText(text));
    this.#hub.turn.settle();
  }
}
