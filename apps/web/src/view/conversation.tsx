import type { Visit } from '../model/visit';
import { ConversationLine } from './conversation-line';
import { VirtualList } from './virtual-list';

/** Pixels of a message of one line. */
const LINE_HEIGHT = 28;

export function ConversationView({ visit }: { readonly visit: Visit }) {
  const { conversation } = visit;
  const { lines } = conversation;
  return (
    <VirtualList
      class="conversation"
      role="log"
      label="Conversation"
      count={lines.length}
      keyOf={(index) => lines[index]?.id ?? index}
      estimate={LINE_HEIGHT}
      grows
      row={(index) => {
        const line = lines[index];
        return line === undefined ? null : (
          <ConversationLine line={line} continues={conversation.continues(index)} />
        );
      }}
    />
  );
}
