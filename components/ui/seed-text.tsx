// A text in which the seed's emoji are drawn: they look the same with no emoji font.
import { Fragment } from "react";
import { visibleText } from "./format.ts";
import { SeedIcon } from "./seed-name.tsx";
import type { SeedName } from "./seed-shapes.ts";

const SEEDS: Record<string, SeedName> = {
  "🐀": "rat",
  "🐿": "squirrel",
  "🦫": "beaver",
  "🚲": "bicycle",
  "🏍": "motorcycle",
  "🌱": "leaf",
  "🌿": "branch",
  "🌲": "tree",
};
// A variation selector may follow, which asks for the coloured picture.
const EMOJI = /(🐀|🐿|🦫|🚲|🏍|🌱|🌿|🌲)\ufe0f?\s*/u;

/** Registry text may be in it: it is made safe to read. */
export function SeedText({ text }: { text: string }) {
  return visibleText(text)
    .split(EMOJI)
    .map((part, at) => {
      const seed = SEEDS[part];
      // biome-ignore lint/suspicious/noArrayIndexKey: the parts of one text never change their places
      if (seed === undefined) return <Fragment key={at}>{part}</Fragment>;
      return (
        // biome-ignore lint/suspicious/noArrayIndexKey: as above
        <span key={at} className="mr-1 inline-block align-text-bottom">
          <SeedIcon seed={seed} size={16} />
        </span>
      );
    });
}
