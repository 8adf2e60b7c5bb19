/** White space around a channel name, as the wire knows it: ASCII's. */
const OUTER_SPACE = /^[ \t\n\v\f\r]+|[ \t\n\v\f\r]+$/g;

/** The name in what stands behind /create or /join: all of it but the white space around it (rule 10). */
export function trimChannelName(argument: string): string {
  return argument.replace(OUTER_SPACE, '');
}
