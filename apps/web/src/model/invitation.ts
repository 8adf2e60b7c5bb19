/** What the address of the page says: who comes, and where to. It fills in the form, and does no more. */
export interface Invitation {
  readonly name: string | undefined;
  readonly channel: string | undefined;
}

/** @param query what stands behind the address, from the question mark on */
export function invitationOf(query: string): Invitation {
  const words = new URLSearchParams(query);
  return { name: wordOf(words.get('name')), channel: wordOf(words.get('channel')) };
}

function wordOf(value: string | null): string | undefined {
  return value === null || value.trim() === '' ? undefined : value.trim();
}
