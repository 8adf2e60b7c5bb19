/** What the tab is called: how much was said behind one's back, and where. */
export function titleOf(unread: number, channel: string | undefined): string {
  const place = channel === undefined ? 'Chat' : `${channel} – Chat`;
  return unread === 0 ? place : `(${unread}) ${place}`;
}
