const SLASH = 0x2f;

/** Whether a frame is a command: its first byte is `/` (rule 8). All others are messages. */
export function isCommand(frame: Uint8Array): boolean {
  return frame[0] === SLASH;
}
