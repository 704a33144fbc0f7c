// The seed's three transition steps, and what the evidence says of each.
import type { Upgrade } from "#lib/upgrade";
import type { Tone } from "../ui/mark.tsx";
import type { MarkName } from "../ui/shapes.ts";
import { unknownLook } from "./upgrade-words.ts";

/**
 * "behind": passed; "here": where it stands; "gap": stands there with something left behind, or unsafely; "ahead":
 * not reached; "unknown".
 */
export type StepState = {
  number: 1 | 2 | 3;
  title: string;
  text: string;
  place: "behind" | "here" | "gap" | "ahead" | "unknown";
  mark: MarkName;
  tone: Tone;
  says: string;
};

type Said = Pick<StepState, "place" | "mark" | "tone" | "says">;

const TITLES = [
  {
    number: 1,
    title: "Referrers pushed as tags",
    text: "Manifests that name a subject are stored; tags list them.",
  },
  {
    number: 2,
    title: "Subjects indexed, old tags re-indexed",
    text: "New pushes are indexed, and so is what digest tags list from before.",
  },
  {
    number: 3,
    title: "API on, clients drop digest tags",
    text: "Clients see the API and stop pushing and asking for tags.",
  },
] as const;

/** All three, in order. Nothing is concluded from an unknown. */
export function transitionSteps(upgrade: Upgrade): [StepState, StepState, StepState] {
  const [one, two, three] = TITLES;
  const said = saidOf(upgrade);
  return [
    { ...one, ...said[0] },
    { ...two, ...said[1] },
    { ...three, ...said[2] },
  ];
}

const BEHIND: Said = { place: "behind", mark: "tick", tone: "ink-2", says: "behind this registry" };
const NO_API: Said = { place: "ahead", mark: "unsupported", tone: "mute", says: "no referrers API" };
// By design nobody outside can see whether subjects are indexed before the API is on.
const UNSEEN: Said = {
  place: "unknown",
  mark: "not-asked",
  tone: "mute",
  says: "cannot be seen from outside",
};

function saidOf(upgrade: Upgrade): [Said, Said, Said] {
  const { proposalE, capabilities } = upgrade;
  switch (proposalE.step) {
    case 1:
      return [{ place: "here", mark: "tick", tone: "ink-2", says: "the registry is here" }, UNSEEN, NO_API];
    case 2:
      return [
        BEHIND,
        {
          place: "gap",
          mark: "failed",
          tone: "warn",
          says: "suspected, unsafe: it promises an index no API tells",
        },
        NO_API,
      ];
    case 3:
      return [
        BEHIND,
        reindexed(upgrade.reindexGap),
        { place: "here", mark: "tick", tone: "ink-2", says: "the API answers" },
      ];
    default:
      return notShown(capabilities.referrersApi);
  }
}

function reindexed(gap: string[] | undefined): Said {
  if (gap === undefined) return { place: "unknown", mark: "not-asked", tone: "mute", says: "not compared" };
  if (gap.length === 0) return { place: "behind", mark: "none", tone: "mute", says: "no gap was seen" };
  const what = gap.length === 1 ? "1 referrer is" : `${gap.length} referrers are`;
  return { place: "gap", mark: "failed", tone: "warn", says: `gap: ${what} in the tag alone` };
}

function notShown(api: Upgrade["capabilities"]["referrersApi"]): [Said, Said, Said] {
  if (api?.support === "unsupported") {
    const says = "not shown: no digest tag was seen";
    return [{ place: "unknown", mark: "not-asked", tone: "mute", says }, UNSEEN, NO_API];
  }
  const { mark, tone, word } = unknownLook(api?.because ?? "not-asked");
  const unknown: Said = { place: "unknown", mark, tone, says: `not known: ${word}` };
  return [unknown, unknown, unknown];
}
