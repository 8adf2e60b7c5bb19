/** Bytes of UTF-8 in a member's name, at most (rule 7). */
export const MAX_NAME_SIZE = 64;
