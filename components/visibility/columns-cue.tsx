"use client";
// What the grid does not show of its clients: how many on which side, the way there, and an edge that fades.
import { ArrowLeft, ArrowRight } from "lucide-react";
import { useEffect, useState } from "react";
import { Button } from "../ui/button.tsx";
import { classes } from "../ui/classes.ts";
import { countOf } from "../ui/format.ts";
import { columnsBeyond, paneOf, WIDTHS } from "./columns-beyond.ts";

type Beyond = ReturnType<typeof columnsBeyond> & { bar: number };
const NOTHING: Beyond = { left: 0, right: 0, bar: 0 };

/** Nothing where all columns have room. `columns`: asks anew when their number changes. */
export function ColumnsCue({
  scroller,
  columns,
}: {
  scroller: React.RefObject<HTMLDivElement | null>;
  columns: number;
}) {
  const { left, right, bar } = useBeyond(scroller, columns);
  if (left + right === 0) return null;
  const go = (direction: 1 | -1) => {
    const pane = scroller.current;
    const isStill = matchMedia("(prefers-reduced-motion: reduce)").matches;
    pane?.scrollBy({ left: direction * paneOf(pane), behavior: isStill ? "auto" : "smooth" });
  };
  return (
    <>
      <div className="flex flex-none items-center justify-between gap-2 border-b border-line bg-surface px-gutter py-1">
        <Way count={left} onGo={() => go(-1)}>
          <ArrowLeft size={14} aria-hidden />
          {words(left, "left")}
        </Way>
        <Way count={right} onGo={() => go(1)}>
          {words(right, "right")}
          <ArrowRight size={14} aria-hidden />
        </Way>
      </div>
      {left > 0 && <Edge className="bg-linear-to-r" style={{ left: WIDTHS.artifact }} />}
      {right > 0 && <Edge className="bg-linear-to-l" style={{ right: bar }} />}
    </>
  );
}

function words(count: number, side: "left" | "right"): string {
  return count > 0 ? countOf(count, "more client", "more clients") : `No more to the ${side}`;
}

/** It stays where there is no more to see: the focus would go with it. */
function Way({ count, onGo, children }: { count: number; onGo: () => void; children: React.ReactNode }) {
  return (
    <Button
      dense
      look="quiet"
      aria-disabled={count === 0}
      className={classes(count === 0 && "text-ink-3 hover:bg-transparent hover:text-ink-3")}
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
        "pointer-events-none absolute top-[33px] bottom-0 z-30 w-8 from-surface to-transparent",
        className,
      )}
    />
  );
}

function useBeyond(scroller: React.RefObject<HTMLDivElement | null>, columns: number): Beyond {
  const [beyond, setBeyond] = useState(NOTHING);
  // biome-ignore lint/correctness/useExhaustiveDependencies: other columns are another width
  useEffect(() => {
    const pane = scroller.current;
    if (!pane) return;
    const measure = () => {
      const next = { ...columnsBeyond(pane), bar: pane.offsetWidth - pane.clientWidth };
      setBeyond((now) =>
        now.left === next.left && now.right === next.right && now.bar === next.bar ? now : next,
      );
    };
    measure();
    const observer = new ResizeObserver(measure);
    observer.observe(pane);
    pane.addEventListener("scroll", measure, { passive: true });
    return () => {
      observer.disconnect();
      pane.removeEventListener("scroll", measure);
    };
  }, [scroller, columns]);
  return beyond;
}
