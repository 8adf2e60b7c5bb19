import { framePayload, FRAME_SIZE } from '@chat/framing';
import { runsOf } from '../wire/runs';
import type { Piece, WireFrame } from '../wire/tape';
import { Time } from './time';

export interface WireFrameProps {
  readonly frame: WireFrame;
  readonly inHex: boolean;
  readonly toggle: () => void;
}

const WORDS = { sent: 'Sent', received: 'Received' } as const;

export function WireFrameView({ frame, inHex, toggle }: WireFrameProps) {
  const { direction, number, name, at, bytes, pieces } = frame;
  const text = framePayload(bytes).length;
  return (
    <article class={`frame ${direction}`}>
      <h2>
        <span class="arrow" />
        {`${WORDS[direction]} ${number} `}
        <span class="kind">{name}</span>
        <Time at={at} isExact />
      </h2>
      <Bytes frame={frame} inHex={inHex} />
      <p class="size">
        {`${text} ${text === 1 ? 'byte' : 'bytes'} of text, ${FRAME_SIZE - text} of padding`}
        <button type="button" aria-pressed={inHex} onClick={toggle}>
          Hex
        </button>
      </p>
      <p class="carried">
        {pieces.map((piece, index) => (
          <span key={index} class={`piece-${index % 2}`}>
            {carriedBy(piece)}
          </span>
        ))}
      </p>
    </article>
  );
}

function carriedBy({ message, offset, size }: Piece): string {
  const place = `WebSocket message ${message.number}`;
  if (size === message.size) return `${place}, all of its ${size} bytes`;
  return `${place}, bytes ${offset + 1}–${offset + size} of ${message.size}`;
}

/** What a font of one width may not have: it stands in a cell, however wide it is in the font that has it. */
const FOREIGN = /([^ -~·])/u;

function inCells(text: string) {
  return text.split(FOREIGN).map((part, index) =>
    index % 2 === 0 ? (
      part
    ) : (
      <span key={index} class="cell">
        {part}
      </span>
    ),
  );
}

function Bytes({ frame, inHex }: { readonly frame: WireFrame; readonly inHex: boolean }) {
  return (
    <p class={inHex ? 'bytes hex' : 'bytes'}>
      {runsOf(frame, inHex).map(({ piece, isPadding, text }, index) => (
        <span
          key={index}
          class={`piece-${piece % 2} ${isPadding ? 'padding' : ''}`}
          aria-hidden={isPadding ? 'true' : undefined}
        >
          {inCells(text)}
        </span>
      ))}
    </p>
  );
}
