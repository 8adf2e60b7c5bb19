import {
  elementScroll,
  observeElementOffset,
  observeElementRect,
  Virtualizer,
  type VirtualizerOptions,
} from '@tanstack/virtual-core';
import type { ComponentChildren } from 'preact';
import { useLayoutEffect, useReducer, useRef, useState } from 'preact/hooks';

/** Rows beside those that are seen. */
const OVERSCAN = 8;

/** Pixels from the end that still count as the end. */
const END = 24;

export interface VirtualListProps {
  readonly class: string;
  readonly count: number;
  /** Identifies a row, wherever it stands. */
  readonly keyOf: (index: number) => number | string;
  readonly row: (index: number) => ComponentChildren;
  /** Pixels that a row is likely high, before it was seen. */
  readonly estimate: number;
  /** Whether new rows come at the end, which stays in sight if it was. */
  readonly grows?: boolean;
  /** What the rows are, each with its place among all, if that is a list. */
  readonly role: 'log' | 'list';
  readonly label?: string;
  readonly labelledBy?: string;
}

/** Rows of any number and height, of which only those in sight are in the document. */
export function VirtualList(props: VirtualListProps) {
  const { count, keyOf, row, estimate, grows = false, role, label, labelledBy } = props;
  const scroller = useRef<HTMLDivElement>(null);
  const [isAtEnd, setAtEnd] = useState(true);
  const wasAtEnd = useRef(isAtEnd);
  wasAtEnd.current = isAtEnd;
  const [, changed] = useReducer((version: number) => version + 1, 0);
  const options: VirtualizerOptions<HTMLDivElement, HTMLDivElement> = {
    count,
    getScrollElement: () => scroller.current,
    estimateSize: () => estimate,
    getItemKey: keyOf,
    overscan: OVERSCAN,
    scrollToFn: elementScroll,
    observeElementRect: (list, tell) =>
      observeElementRect(list, (rect) => {
        tell(rect);
        // What is written below may take room from it.
        if (grows && wasAtEnd.current) list.scrollToEnd();
      }),
    observeElementOffset,
    onChange: changed,
    ...(grows && {
      anchorTo: 'end',
      followOnAppend: true,
      scrollEndThreshold: END,
    }),
  };
  const [list] = useState(() => new Virtualizer<HTMLDivElement, HTMLDivElement>(options));
  list.setOptions(options);
  useLayoutEffect(() => list._didMount(), [list]);
  useLayoutEffect(() => {
    list._willUpdate();
  });
  useLayoutEffect(() => {
    if (grows) list.scrollToEnd();
  }, [list, grows]);

  const isList = role === 'list';
  return (
    <div class={`${props.class} virtual`}>
      <div
        class="scroller"
        ref={scroller}
        // What has buttons in it is walked through by these.
        tabIndex={isList ? undefined : 0}
        onKeyDown={(event) => {
          // The browser would go to where the end was thought to be, before the rows there were seen.
          if (event.key === 'Home') list.scrollToOffset(0);
          else if (event.key === 'End') list.scrollToEnd();
          else return;
          event.preventDefault();
        }}
        onScroll={({ currentTarget: { scrollHeight, scrollTop, clientHeight } }) => {
          if (grows) setAtEnd(scrollHeight - scrollTop - clientHeight <= END);
        }}
        role={isList ? 'group' : role}
        aria-label={label}
        aria-labelledby={labelledBy}
        // Who looks at what was, is not told of it as if it were new.
        aria-live={isList ? undefined : isAtEnd ? 'polite' : 'off'}
      >
        <div
          class="rows"
          role={isList ? 'list' : undefined}
          style={{ height: `${list.getTotalSize()}px` }}
        >
          {list.getVirtualItems().map(({ key, index, start }) => (
            <div
              key={key}
              class="row"
              ref={list.measureElement}
              data-index={index}
              role={isList ? 'listitem' : undefined}
              aria-setsize={isList ? count : undefined}
              aria-posinset={isList ? index + 1 : undefined}
              style={{ transform: `translateY(${start}px)` }}
            >
              {row(index)}
            </div>
          ))}
        </div>
      </div>
      {isAtEnd ? null : (
        <button
          type="button"
          class="to-end"
          onClick={() => {
            list.scrollToEnd();
          }}
        >
          To the newest
        </button>
      )}
    </div>
  );
}
