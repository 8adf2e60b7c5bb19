import { encodeText, FRAME_SIZE } from '@chat/framing';
import { encodeLine, encodeMessage, messageRoom, ProtocolError } from '@chat/protocol';

/** What becomes of a draft when it is sent. */
export interface Plan {
  /** Each line that is not blank; a command is all of the draft. */
  readonly messages: readonly string[];
  readonly isCommand: boolean;
  /** How many frames they become (rule 6). */
  readonly frames: number;
  /** Why it cannot be sent. */
  readonly fault: string | undefined;
}

/**
 * Whether a draft is a command (rule 8). What has several lines never is: it was pasted, and nobody wants a
 * path at the beginning of a line to be carried out.
 */
function isCommand(messages: readonly string[]): boolean {
  return messages.length === 1 && messages[0]?.startsWith('/') === true;
}

/** @param name whose `[name] ` will stand in front of every frame that is relayed (rule 16) */
export function planOf(draft: string, name: string): Plan {
  const messages = draft.split(/\r\n|\r|\n/).filter((line) => line.trim() !== '');
  if (isCommand(messages)) {
    return { messages, isCommand: true, frames: 1, fault: faultOf(messages[0] ?? '') };
  }
  const room = messageRoom(name);
  const sizes = messages.map((text) => encodeMessage(text, room).length);
  const frames = sizes.reduce((all, size) => all + size, 0) / FRAME_SIZE;
  return { messages, isCommand: false, frames, fault: undefined };
}

function faultOf(command: string): string | undefined {
  try {
    encodeLine(encodeText(command));
    return undefined;
  } catch (error) {
    if (error instanceof ProtocolError) return error.message;
    throw error;
  }
}
