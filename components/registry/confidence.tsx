// How sure a verdict is: three bars and a word.
import type { Support } from "#lib/evidence";
import { classes } from "../ui/classes.ts";
import { unknownLook } from "./upgrade-words.ts";

const BARS = [1, 2, 3];
const LEVELS: Record<Support["confidence"], { bars: number; word: string }> = {
  high: { bars: 3, word: "proven" },
  medium: { bars: 2, word: "likely" },
  low: { bars: 1, word: "weak" },
  none: { bars: 0, word: "none" },
};

/** An unknown says why instead: "denied", "not asked". */
export function Confidence({ support: { support, confidence, because } }: { support: Support }) {
  // What was not answered leaves nothing to be sure of.
  const level = support === "unknown" && because !== "answered" ? "none" : confidence;
  const { bars, word } = LEVELS[level];
  return (
    <span
      title={`confidence: ${level}`}
      className="inline-flex items-center gap-1.5 align-middle text-12 whitespace-nowrap text-ink-2"
    >
      <span aria-hidden="true" className="inline-flex gap-0.5">
        {BARS.map((bar) => (
          <span
            key={bar}
            className={classes("h-2.5 w-1 rounded-[1px]", bar <= bars ? "bg-ink-2" : "bg-line-2")}
          />
        ))}
      </span>
      {support === "unknown" ? unknownLook(because).word : word}
    </span>
  );
}
