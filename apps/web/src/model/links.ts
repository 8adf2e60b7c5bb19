/** A piece of a text; `href` where it is a link. */
export interface Piece {
  readonly text: string;
  readonly href?: string;
}

const ADDRESS = /\bhttps?:\/\/[^\s<>"“”«»]+/giu;

/** What rather ends the sentence around an address than the address. */
const SENTENCE_END = /[.,;:!?'’…]+$/u;

const CLOSING: Readonly<Record<string, string>> = { ')': '(', ']': '[', '}': '{' };

/** Cuts a text where its links begin and end: its pieces, joined, are the text. */
export function piecesOf(text: string): Piece[] {
  const pieces: Piece[] = [];
  let end = 0;
  for (const { 0: match, index } of text.matchAll(ADDRESS)) {
    const address = withoutEnd(match);
    const href = hrefOf(address);
    if (href === undefined) continue;
    if (index > end) pieces.push({ text: text.slice(end, index) });
    pieces.push({ text: address, href });
    end = index + address.length;
  }
  if (end < text.length) pieces.push({ text: text.slice(end) });
  return pieces;
}

function withoutEnd(match: string): string {
  let address = match.replace(SENTENCE_END, '');
  for (;;) {
    const last = address.at(-1) ?? '';
    const opening = CLOSING[last];
    // A bracket that was opened inside belongs to the address.
    if (opening === undefined || count(address, opening) >= count(address, last)) return address;
    address = address.slice(0, -1).replace(SENTENCE_END, '');
  }
}

function count(text: string, character: string): number {
  return text.split(character).length - 1;
}

/** Where a link leads; nowhere, if that is not the web. */
function hrefOf(address: string): string | undefined {
  if (!URL.canParse(address)) return undefined;
  const { protocol, href } = new URL(address);
  return protocol === 'http:' || protocol === 'https:' ? href : undefined;
}
