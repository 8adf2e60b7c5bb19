import { useEffect, useRef, useState } from 'preact/hooks';
import type { Invitation } from '../model/invitation';
import { rememberedName, rememberName } from '../model/memory';

export interface EntryProps {
  readonly invitation: Invitation;
  /** @throws {Error} that says why one cannot come in */
  readonly enter: (name: string) => Promise<void>;
}

/** What is seen before there is a connection. */
export function Entry({ invitation, enter }: EntryProps) {
  const [name, setName] = useState(() => invitation.name ?? rememberedName());
  const [fault, setFault] = useState('');
  const [isConnecting, setConnecting] = useState(false);
  const box = useRef<HTMLInputElement>(null);
  useEffect(() => {
    box.current?.focus();
  }, []);

  const join = async () => {
    if (isConnecting) return;
    setConnecting(true);
    setFault('');
    try {
      rememberName(name.trimEnd());
      await enter(name.trimEnd());
    } catch (error) {
      setFault(error instanceof Error ? error.message : String(error));
      setConnecting(false);
      box.current?.focus();
    }
  };
  return (
    <main class="entry">
      <form
        onSubmit={(event) => {
          event.preventDefault();
          void join();
        }}
      >
        <h1>Chat</h1>
        <p class="lead">
          {invitation.channel === undefined ? (
            'Say who you are, and come in.'
          ) : (
            <>
              You are invited to <bdi class="place">{invitation.channel}</bdi>
            </>
          )}
        </p>
        <label for="name">Name</label>
        <input
          id="name"
          ref={box}
          value={name}
          autoComplete="nickname"
          aria-describedby="name-fault"
          aria-invalid={fault !== ''}
          onInput={({ currentTarget }) => {
            setName(currentTarget.value);
          }}
        />
        <p class="fault" role="alert" id="name-fault">
          <bdi>{fault}</bdi>
        </p>
        <button type="submit" class="primary" aria-busy={isConnecting}>
          Join chat
        </button>
        <p class="progress" role="status">
          {isConnecting ? 'Connecting…' : ''}
        </p>
      </form>
    </main>
  );
}
