// The seed's names: drawing, name and stage together, always.
import { classes } from "./classes.ts";
import { type SeedName as Name, SEED_SHAPES } from "./seed-shapes.ts";

// The emoji goes into the accessible and the copied text, so that both say what the seed says.
const EMOJI: Record<Name, string> = {
  rat: "🐀",
  squirrel: "🐿",
  beaver: "🦫",
  bicycle: "🚲",
  motorcycle: "🏍",
  leaf: "🌱",
  branch: "🌿",
  tree: "🌲",
};

export const SEED_STAGES: Record<Name, { name: string; stage: string }> = {
  rat: { name: "rat", stage: "current" },
  squirrel: { name: "squirrel", stage: "intermediate" },
  beaver: { name: "beaver", stage: "complete" },
  bicycle: { name: "bicycle", stage: "current" },
  motorcycle: { name: "motorcycle", stage: "complete" },
  leaf: { name: "leaf", stage: "current" },
  branch: { name: "tree branch", stage: "intermediate" },
  tree: { name: "whole tree", stage: "complete" },
};

/** The bare drawing, 18 px unless said otherwise, with the emoji for those who hear or copy it. */
export function SeedIcon({ seed, size = 18, className }: { seed: Name; size?: number; className?: string }) {
  return (
    <>
      <span className="sr-only">{EMOJI[seed]} </span>
      <svg
        viewBox="0 0 20 20"
        width={size}
        height={size}
        aria-hidden="true"
        className={classes("inline-block flex-none", className)}
        fill="none"
        stroke="currentColor"
        strokeWidth={size > 20 ? 1.2 : 1.35}
        strokeLinecap="round"
        strokeLinejoin="round"
      >
        <path d={SEED_SHAPES[seed]} />
      </svg>
    </>
  );
}

/** "🐀 rat (current)". `stage` replaces the seed's own where a state is only half there: "motorcycle (API)". */
export function SeedName({ seed, stage, size }: { seed: Name; stage?: string; size?: number }) {
  const { name, stage: own } = SEED_STAGES[seed];
  return (
    <span className="inline-flex items-center gap-1.5 align-middle whitespace-nowrap">
      <SeedIcon seed={seed} size={size} />
      {name} ({stage ?? own})
    </span>
  );
}
