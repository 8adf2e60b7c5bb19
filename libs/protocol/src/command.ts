import { encodeFrames, FRAME_SIZE, framePayload } from '@chat/framing';
import * as z from 'zod/mini';
import { isCommand } from './is-command';
import { channelNameSchema, joinedNameSchema } from './names';

/** What a client can ask of the server (rules 10 and 11), or say (rule 16), in one frame. */
export const commandSchema = z.discriminatedUnion('type', [
  z.object({ type: z.literal('create'), channel: channelNameSchema }),
  z.object({ type: z.literal('join'), channel: joinedNameSchema }),
  z.object({ type: z.literal('list') }),
  z.object({
    type: z.literal('message'),
    text: z.custom<Uint8Array>((text) => text instanceof Uint8Array && isPayload(text)),
  }),
]);

/** Whether a frame can say just this, and it is no command (rules 1, 3 and 8). */
function isPayload(text: Uint8Array): boolean {
  if (text.length > FRAME_SIZE || isCommand(text)) return false;
  return framePayload(encodeFrames(text)).length === text.length;
}

/**
 * A frame's meaning. The text of a message stays bytes, since it is never decoded on its way
 * (rule 4), and is a view of the frame's memory.
 */
export type Command = z.infer<typeof commandSchema>;
