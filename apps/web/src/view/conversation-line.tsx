import type { Line } from '../model/line';
import { SaidText } from './said-text';
import { Time } from './time';
import { toneOf } from './tone';

export interface ConversationLineProps {
  readonly line: Line;
  /** Whether the same member has said something just before. */
  readonly continues: boolean;
}

export function ConversationLine({ line, continues }: ConversationLineProps) {
  switch (line.type) {
    case 'said':
      return (
        <div
          class={`said ${line.isMine ? 'mine' : ''} ${continues ? 'continues' : ''} ${toneOf(line.from)}`}
        >
          <p class={continues ? 'unseen' : 'from'}>
            <bdi>{line.from}</bdi>
            {line.isMine && <span class="you"> (you)</span>}
            {continues ? ': ' : <Time at={line.at} />}
          </p>
          <p class="body">
            <SaidText text={line.text} />
          </p>
        </div>
      );
    case 'came':
    case 'went':
      return (
        <p class="quiet">
          <bdi>{line.name}</bdi> {line.type === 'came' ? 'has joined' : 'has left'}
        </p>
      );
    case 'refused':
    case 'notice':
      return (
        <p class={line.type}>
          <SaidText text={line.text} />
        </p>
      );
    case 'listing':
      return <Listing names={line.names} />;
    case 'moved':
      return (
        <p class="divider">
          <bdi>{line.channel}</bdi>
        </p>
      );
    case 'lost':
      return (
        <p class="divider gap">
          <span>
            Connection lost at <Time at={line.at} />: messages may be missing here
          </span>
        </p>
      );
    case 'back':
      return <p class="quiet">Connected again</p>;
    case 'forgotten':
      return <p class="quiet">Older messages are not kept.</p>;
  }
}

function Listing({ names }: { readonly names: readonly string[] }) {
  if (names.length === 0) return <p class="notice">There are no channels yet.</p>;
  return (
    <p class="notice listing">
      {names.map((name) => (
        <bdi key={name}>{`${name}\n`}</bdi>
      ))}
    </p>
  );
}
