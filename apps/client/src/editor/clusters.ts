import { late } from '../late';

/** Units (UTF-16) that the segmenter is given at a time, at most: what it takes grows with the square of them. */
const PIECE = 1000;

/** Printable ASCII, each character of which is a cluster of its own: what comes behind does not join it. */
const PLAIN = /[\x20-\x7e]*(?=[\x20-\x7e]|$)/y;

const segmenter = late(() => new Intl.Segmenter());

/**
 * The grapheme clusters of a text: what a person takes for a character, such as a flag, a family or a letter
 * with its accents. It takes time in proportion to the text. A cluster of over 1000 units is several.
 */
export function toClusters(text: string): string[] {
  const clusters: string[] = [];
  let at = 0;
  while (at < text.length) {
    PLAIN.lastIndex = at;
    const [plain = ''] = PLAIN.exec(text) ?? [];
    for (const character of plain) clusters.push(character);
    at += plain.length;
    if (at < text.length) at += segment(text, at, clusters);
  }
  return clusters;
}

/**
 * Adds the clusters of the piece that begins here, where a cluster does. All but the last end where they
 * would in the whole text; the last may go on behind the piece.
 *
 * @returns how many units they have
 */
function segment(text: string, start: number, clusters: string[]): number {
  const end = pieceEnd(text, start);
  const found = Array.from(segmenter().segment(text.slice(start, end)));
  if (end < text.length && found.length > 1) found.pop();
  let size = 0;
  for (const { segment: cluster } of found) {
    clusters.push(cluster);
    size += cluster.length;
  }
  return size;
}

/** Not inside a character that takes two units. */
function pieceEnd(text: string, start: number): number {
  const end = Math.min(text.length, start + PIECE);
  return (text.codePointAt(end - 1) ?? 0) > 0xffff ? end - 1 : end;
}
