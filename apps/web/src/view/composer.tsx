import { useEffect, useRef, useState } from 'preact/hooks';
import { planOf, type Plan } from '../model/draft';
import type { Visit } from '../model/visit';

export function Composer({ visit }: { readonly visit: Visit }) {
  const [draft, setDraft] = useState('');
  const box = useRef<HTMLTextAreaElement>(null);
  const plan = planOf(draft, visit.name);

  // A finger would only be met by a keyboard over the half of the page.
  useEffect(() => {
    if (matchMedia('(pointer: fine)').matches) box.current?.focus();
  }, [visit.channel]);

  const send = () => {
    if (!visit.send(draft)) return;
    setDraft('');
    box.current?.focus();
  };
  return (
    <form
      class="composer"
      onSubmit={(event) => {
        event.preventDefault();
        send();
      }}
    >
      <label class="unseen" for="message">
        Message
      </label>
      <div class="with-button">
        <div class="growing" data-draft={`${draft}\n`}>
          <textarea
            id="message"
            ref={box}
            rows={1}
            value={draft}
            placeholder={placeholderOf(visit)}
            aria-describedby="plan"
            onInput={({ currentTarget }) => {
              setDraft(currentTarget.value);
            }}
            onKeyDown={(event) => {
              // The Enter that ends the choice of a character is none.
              if (event.key !== 'Enter' || event.shiftKey || event.isComposing) return;
              event.preventDefault();
              send();
            }}
          />
        </div>
        <button type="submit" disabled={visit.connection === 'lost'}>
          Send
        </button>
      </div>
      <p class={plan.fault === undefined ? 'plan' : 'plan fault'} id="plan" role="status">
        <PlanText plan={plan} name={visit.name} />
      </p>
    </form>
  );
}

function placeholderOf({ channel, connection }: Visit): string {
  if (connection === 'lost') return 'Not connected';
  return channel === undefined ? 'Choose a channel first' : 'Shift+Enter begins a new line';
}

/** What a draft will be on the wire, where that is not one frame (rule 6). */
function PlanText({ plan, name }: { readonly plan: Plan; readonly name: string }) {
  const { messages, frames, fault } = plan;
  if (fault !== undefined) return <>{fault}</>;
  if (frames <= 1) return null;
  const behind = (
    <>
      {' of 200 bytes, each behind '}
      <bdi>{`[${name}]`}</bdi>
    </>
  );
  if (messages.length === 1)
    return (
      <>
        {`One message, ${frames} frames`}
        {behind}
      </>
    );
  return (
    <>
      {`${messages.length} messages, ${frames} frames`}
      {behind}
    </>
  );
}
