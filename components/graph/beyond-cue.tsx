"use client";
// What lies beyond the pane: how many cards on which side, and the way there.
import { ArrowDown, ArrowLeft, ArrowRight, ArrowUp } from "lucide-react";
import { useEffect, useRef } from "react";
import { Button } from "../ui/button.tsx";
import { formatCount } from "../ui/format.ts";
import type { Side } from "./camera.ts";

// On a phone the middle of a side is where the lines run together, so these stand in the row of the one above.
const BESIDE = "absolute top-1/2 -translate-y-1/2 small:top-[42px] small:translate-y-0";

const LOOKS: Record<Side, { Icon: typeof ArrowDown; words: string; place: string }> = {
  above: {
    Icon: ArrowUp,
    words: "above",
    // On a phone the name of what is selected stands at the top.
    place: "absolute top-3 left-1/2 -translate-x-1/2 small:top-[42px]",
  },
  // In the row of the tools, so that it never lies over them or the legend.
  below: { Icon: ArrowDown, words: "below", place: "" },
  left: { Icon: ArrowLeft, words: "to the left", place: `${BESIDE} left-3` },
  right: { Icon: ArrowRight, words: "to the right", place: `${BESIDE} right-3` },
};

/** Nothing where all cards of that side are seen. `onGone`: the button had the focus, and there is no more to see. */
export function BeyondCue({
  side,
  count,
  onGo,
  onGone,
}: {
  side: Side;
  count: number;
  onGo: (side: Side) => void;
  onGone: () => void;
}) {
  const hasFocus = useRef(false);
  const isGone = count === 0;
  // biome-ignore lint/correctness/useExhaustiveDependencies: only when the button goes
  useEffect(() => {
    if (!isGone || !hasFocus.current) return;
    hasFocus.current = false;
    onGone();
  }, [isGone]);
  if (isGone) return null;
  const { Icon, words, place } = LOOKS[side];
  const isBeside = side === "left" || side === "right";
  return (
    <Button
      className={place}
      aria-label={`${formatCount(count)} more ${words}`}
      title={`${formatCount(count)} more ${words}`}
      onClick={() => onGo(side)}
      onFocus={() => {
        hasFocus.current = true;
      }}
      onBlur={() => {
        hasFocus.current = false;
      }}
    >
      {side !== "right" && <Icon size={14} aria-hidden />}
      {isBeside ? formatCount(count) : `${formatCount(count)} more ${words}`}
      {side === "right" && <Icon size={14} aria-hidden />}
    </Button>
  );
}
