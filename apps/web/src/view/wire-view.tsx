import { useState } from 'preact/hooks';
import type { Tape, WireMark } from '../wire/tape';
import { Time } from './time';
import { VirtualList } from './virtual-list';
import { WireFrameView } from './wire-frame';

/** Pixels of a frame shown as text. */
const FRAME_HEIGHT = 140;

/** Every frame as it went or came, byte for byte. */
export function WireView({ tape }: { readonly tape: Tape }) {
  const [inHex, setInHex] = useState<ReadonlySet<number>>(new Set());
  const { entries, held } = tape;
  const toggle = (id: number) => {
    const next = new Set(inHex);
    if (!next.delete(id)) next.add(id);
    setInHex(next);
  };
  return (
    <section class="wire-view" id="wire-view" aria-labelledby="wire">
      <p class="lead">
        A frame is 200 bytes: text, then spaces, shown as dots. WebSocket messages carry the frames,
        cut anywhere.
      </p>
      <VirtualList
        class="frames"
        role="list"
        label="Frames"
        count={entries.length}
        keyOf={(index) => entries[index]?.id ?? index}
        estimate={FRAME_HEIGHT}
        grows
        row={(index) => {
          const entry = entries[index];
          if (entry === undefined) return null;
          if (entry.type !== 'frame') return <Mark mark={entry} />;
          return (
            <WireFrameView
              frame={entry}
              inHex={inHex.has(entry.id)}
              toggle={() => {
                toggle(entry.id);
              }}
            />
          );
        }}
      />
      {held > 0 && <p class="held">{`The next frame has begun: ${held} of 200 bytes are here.`}</p>}
    </section>
  );
}

function Mark({ mark: { type, at, dropped } }: { readonly mark: WireMark }) {
  return (
    <p class="divider">
      <span>
        {type === 'opened' ? 'WebSocket opened' : 'WebSocket closed'} <Time at={at} isExact />
        {dropped > 0 && `, ${dropped} bytes of half a frame dropped`}
      </span>
    </p>
  );
}
