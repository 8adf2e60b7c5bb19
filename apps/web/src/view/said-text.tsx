import { piecesOf } from '../model/links';

/** A text from the network, as it is: its direction is its own, and links lead to the web only. */
export function SaidText({ text }: { readonly text: string }) {
  return (
    <bdi class="text">
      {piecesOf(text).map(({ text: piece, href }) =>
        href === undefined ? (
          piece
        ) : (
          <a href={href} target="_blank" rel="noopener noreferrer">
            {piece}
          </a>
        ),
      )}
    </bdi>
  );
}
