import { useState } from 'preact/hooks';
import type { Visit } from '../model/visit';
import { VirtualList } from './virtual-list';

/** Pixels of a channel's button, and what is between two. */
const BUTTON_HEIGHT = 36;

export function Channels({ visit }: { readonly visit: Visit }) {
  const { channels, channelFault } = visit;
  return (
    <nav class="channels" aria-labelledby="channels">
      <h2 id="channels">Channels</h2>
      {channels.length === 0 ? (
        <p class="none">None yet: create the first.</p>
      ) : (
        <VirtualList
          class="channel-list"
          role="list"
          labelledBy="channels"
          count={channels.length}
          keyOf={(index) => channels[index] ?? index}
          estimate={BUTTON_HEIGHT}
          row={(index) => <Channel visit={visit} name={channels[index] ?? ''} />}
        />
      )}
      <NewChannel visit={visit} />
      <p class="fault" role="alert" id="channel-fault">
        {channelFault === undefined ? null : <bdi>{channelFault}</bdi>}
      </p>
    </nav>
  );
}

function Channel({ visit, name }: { readonly visit: Visit; readonly name: string }) {
  const isCurrent = visit.channel === name;
  return (
    <button
      type="button"
      class="channel"
      aria-current={isCurrent ? 'true' : undefined}
      disabled={visit.connection === 'lost'}
      onClick={() => {
        // To join anew would be to leave, for all others.
        if (!isCurrent) void visit.join(name);
      }}
    >
      <bdi>{name}</bdi>
    </button>
  );
}

function NewChannel({ visit }: { readonly visit: Visit }) {
  const [name, setName] = useState('');
  const create = async () => {
    if (await visit.create(name)) setName('');
  };
  return (
    <form
      class="new-channel"
      onSubmit={(event) => {
        event.preventDefault();
        void create();
      }}
    >
      <label for="new-channel">New channel</label>
      <div class="with-button">
        <input
          id="new-channel"
          value={name}
          autoComplete="off"
          aria-describedby="channel-fault"
          onInput={({ currentTarget }) => {
            setName(currentTarget.value);
          }}
        />
        <button type="submit" disabled={visit.connection === 'lost'}>
          Create
        </button>
      </div>
    </form>
  );
}
