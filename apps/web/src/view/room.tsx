import { useState } from 'preact/hooks';
import type { Visit } from '../model/visit';
import { Channels } from './channels';
import { Composer } from './composer';
import { ConnectionBar } from './connection-bar';
import { ConversationView } from './conversation';
import { WireView } from './wire-view';

export interface RoomProps {
  readonly visit: Visit;
  readonly leave: () => void;
}

/** What is seen while one is in the chat. */
export function Room({ visit, leave }: RoomProps) {
  const [isWireOpen, setWireOpen] = useState(false);
  return (
    <div class={isWireOpen ? 'room with-wire' : 'room'}>
      <a class="skip" href="#message">
        Skip the channels
      </a>
      <header>
        <h1>
          {visit.channel === undefined ? <>Chat</> : <bdi>{visit.channel}</bdi>}
          <span class="as">
            as <bdi>{visit.name}</bdi>
          </span>
        </h1>
        <button
          type="button"
          id="wire"
          aria-expanded={isWireOpen}
          aria-controls={isWireOpen ? 'wire-view' : undefined}
          onClick={() => {
            setWireOpen(!isWireOpen);
          }}
        >
          Wire view
        </button>
        <button type="button" onClick={leave}>
          Leave chat
        </button>
      </header>
      <Channels visit={visit} />
      <main>
        <ConnectionBar visit={visit} />
        {visit.channel === undefined && visit.conversation.lines.length === 0 && (
          <p class="nowhere">You are in no channel yet. Choose one, or create one.</p>
        )}
        <ConversationView visit={visit} />
        <Composer visit={visit} />
      </main>
      {isWireOpen && <WireView tape={visit.tape} />}
    </div>
  );
}
