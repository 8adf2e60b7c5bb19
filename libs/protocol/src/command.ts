import * as z from 'zod/mini';
import { channelNameSchema } from './names';

/** What a client can ask of the server (rules 10 and 11), or say (rule 16). */
export const commandSchema = z.discriminatedUnion('type', [
  z.object({ type: z.literal('create'), channel: channelNameSchema }),
  z.object({ type: z.literal('join'), channel: channelNameSchema }),
  z.object({ type: z.literal('list') }),
  z.object({
    type: z.literal('message'),
    text: z.custom<Uint8Array>((text) => text instanceof Uint8Array),
  }),
]);

/**
 * A frame's meaning. The text of a message stays bytes, since it is never decoded on its way
 * (rule 4), and is a view of the frame's memory.
 */
export type Command = z.infer<typeof commandSchema>;
