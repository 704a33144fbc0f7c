"use client";
// What a wide table does not show of its columns: how many on which side, the way there, and an edge that fades.
import { ArrowLeft, ArrowRight } from "lucide-react";
import { useEffect, useState } from "react";
import { Button } from "../ui/button.tsx";
import { classes } from "../ui/classes.ts";
import { countOf } from "../ui/format.ts";
import { columnsBeyond, paneOf, type Scrolled } from "./columns-beyond.ts";

type Pane = React.RefObject<HTMLDivElement | null>;
type Beyond = { left: number; right: number; stays: number; bar: number };
const NOTHING: Beyond = { left: 0, right: 0, stays: 0, bar: 0 };

/** Nothing where all columns have room. It stands before the pane, in a box that is the pane's own. */
export function ColumnsCue({
  pane,
  columns,
  noun,
}: {
  pane: Pane;
  /** How many there are besides the first, which stays. */
  columns: number;
  noun: { one: string; many: string };
}) {
  const { left, right, stays, bar } = useBeyond(pane, columns);
  if (left + right === 0) return null;
  const go = (direction: 1 | -1) => {
    const { current } = pane;
    if (!current) return;
    // At once: a key that is pressed again while it still moved would go on from the middle.
    current.scrollBy({ left: direction * paneOf(scrolledOf(current, columns)), behavior: "instant" });
  };
  const words = (count: number, side: string) =>
    count > 0 ? countOf(count, `more ${noun.one}`, `more ${noun.many}`) : `No more to the ${side}`;
  return (
    <>
      <div className="flex h-8 flex-none items-center justify-between gap-2 border-b border-line bg-surface px-gutter small:h-11">
        <Way isEnd={left === 0} onGo={() => go(-1)}>
          <ArrowLeft size={14} aria-hidden />
          {words(left, "left")}
        </Way>
        <Way isEnd={right === 0} onGo={() => go(1)}>
          {words(right, "right")}
          <ArrowRight size={14} aria-hidden />
        </Way>
      </div>
      {left > 0 && <Edge className="w-3 bg-linear-to-r" style={{ left: stays }} />}
      {right > 0 && <Edge className="w-8 bg-linear-to-l" style={{ right: bar }} />}
    </>
  );
}

/** It stays where there is no more to see, or the focus would go with it; Tab does not lead there. */
function Way({ isEnd, onGo, children }: { isEnd: boolean; onGo: () => void; children: React.ReactNode }) {
  return (
    <Button
      dense
      look="quiet"
      aria-disabled={isEnd}
      tabIndex={isEnd ? -1 : undefined}
      className={classes("-mx-2.5", isEnd && "text-ink-3 hover:bg-transparent hover:text-ink-3")}
      onClick={onGo}
    >
      {children}
    </Button>
  );
}

/** Lies over the rows, beneath the strip of the ways. */
function Edge({ className, style }: { className: string; style: React.CSSProperties }) {
  return (
    <span
      aria-hidden="true"
      style={style}
      className={classes(
        "pointer-events-none absolute top-8 bottom-0 z-30 from-surface to-transparent small:top-11",
        className,
      )}
    />
  );
}

function scrolledOf(pane: HTMLDivElement, columns: number): Scrolled {
  const { scrollLeft, clientWidth, scrollWidth } = pane;
  return { scrollLeft, clientWidth, scrollWidth, columns, stays: pane.querySelector("th")?.offsetWidth ?? 0 };
}

function useBeyond(pane: Pane, columns: number): Beyond {
  const [beyond, setBeyond] = useState(NOTHING);
  useEffect(() => {
    const { current } = pane;
    if (!current) return;
    const measure = () => {
      const scrolled = scrolledOf(current, columns);
      const bar = current.offsetWidth - current.clientWidth;
      const next = { ...columnsBeyond(scrolled), stays: scrolled.stays, bar };
      setBeyond((now) => (isSame(now, next) ? now : next));
    };
    measure();
    const observer = new ResizeObserver(measure);
    observer.observe(current);
    current.addEventListener("scroll", measure, { passive: true });
    return () => {
      observer.disconnect();
      current.removeEventListener("scroll", measure);
    };
  }, [pane, columns]);
  return beyond;
}

function isSame(a: Beyond, b: Beyond): boolean {
  return a.left === b.left && a.right === b.right && a.stays === b.stays && a.bar === b.bar;
}
