import type { Connection, Visit } from '../model/visit';

const WORDS: Readonly<Record<Exclude<Connection, 'here'>, string>> = {
  lost: 'Connection lost. Trying to connect again…',
  silent: 'The server does not answer.',
};

/** Says at once when the connection is not what it should be. */
export function ConnectionBar({ visit }: { readonly visit: Visit }) {
  const { connection } = visit;
  return (
    <div role="alert" class="connection">
      {connection === 'here' ? null : (
        <>
          <p>{WORDS[connection]}</p>
          <button
            type="button"
            onClick={() => {
              visit.reconnect();
            }}
          >
            Reconnect
          </button>
        </>
      )}
    </div>
  );
}
