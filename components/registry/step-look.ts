// How each of the three transition steps is marked. What the evidence says of a step is judged in lib/upgrade.
import type { TransitionStep } from "#lib/upgrade";
import type { Tone } from "../ui/mark.tsx";
import type { MarkName } from "../ui/shapes.ts";
import { unknownLook } from "./upgrade-words.ts";

export type StepLook = { mark: MarkName; tone: Tone };

const LOOKS: Record<Exclude<TransitionStep["place"], "unknown">, StepLook> = {
  behind: { mark: "tick", tone: "ink-2" },
  here: { mark: "tick", tone: "ink-2" },
  gap: { mark: "failed", tone: "warn" },
  ahead: { mark: "unsupported", tone: "mute" },
};

/** An unknown takes the mark of its cause, and says it in a word. */
export function stepLook({
  place,
  because = "not-asked",
}: Pick<TransitionStep, "place" | "because">): StepLook {
  if (place !== "unknown") return LOOKS[place];
  const { mark, tone } = unknownLook(because);
  return { mark, tone };
}

/** "not known: denied"; any other step says it all itself. */
export function stepSays({ says, because }: Pick<TransitionStep, "says" | "because">): string {
  return says === "not known" && because ? `${says}: ${unknownLook(because).word}` : says;
}
